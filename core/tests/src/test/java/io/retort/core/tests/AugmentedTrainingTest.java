package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.soft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.augmentation.AugmentedSamples;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.InputLoader;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.KullbackLeibler;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trainings with samples that are changed at random. */
class AugmentedTrainingTest {
  private static final int SAMPLES = 20;
  private static final int VIEWS = 3;

  /** Moves points a little. */
  private static final Augmentation NOISE =
      (input, preparation) ->
          (values, random) -> {
            for (int i = 0; i < values.length; i++) {
              values[i] += (float) random.nextDouble(-0.2, 0.2);
            }
          };

  private final TrainingFixture fixture = new TrainingFixture(SAMPLES);

  @AfterEach
  void close() {
    fixture.close();
  }

  private static TrainingSettings settings(int epochs) {
    return TinyLesson.settings(epochs, LABEL_LOSS).toBuilder()
        .augmentation(new AugmentationSettings(List.of(NOISE), VIEWS, 1))
        .build();
  }

  private static DistillationPlan distilled() {
    return plan(hard(1), soft("soft", new KullbackLeibler(2), 1));
  }

  /**
   * Trains on all samples but the first two.
   *
   * @param seen receives the inputs of the student, by sample of all views, as they were loaded
   * @param asked receives those of the teacher
   */
  private TrainingResult train(
      OutputStore store,
      Map<Integer, List<Float>> seen,
      Map<Integer, List<Float>> asked,
      List<int[]> batches,
      TrainingCheckpoints checkpoints) {
    TrainingSettings how = settings(7);
    TrainingData whole = fixture.lesson.data();
    AugmentedSamples views = how.augmentation().orElseThrow().origin(whole);
    Subset some = new Subset(whole.train(), IntStream.range(2, SAMPLES).toArray());
    TrainingData data =
        views.in(new TrainingData(TinyLesson.INPUT, whole.heads(), some, whole.validation()));
    BitSet labelled = new BitSet();
    labelled.set(0, SAMPLES / 2);
    try (TeacherOutputs outputs =
        new TeacherOutputs(new Listening(fixture.teacher, asked), views, TinyLesson.INPUT, store)) {
      return new Trainer(
              new Watching(fixture.backend, seen, batches),
              TrainingListener.NONE,
              TrainingFixture.METRICS)
          .train(
              new TrainingTask(
                  "distilled",
                  1,
                  data,
                  views.part(some).everyView(labelled),
                  distilled(),
                  Optional.of(outputs),
                  how,
                  how.stepsFor(data.train())),
              checkpoints);
    }
  }

  @Test
  void teacherAndStudentSeeTheSameInputs() {
    Map<Integer, List<Float>> seen = new TreeMap<>();
    Map<Integer, List<Float>> asked = new TreeMap<>();
    List<int[]> batches = new ArrayList<>();
    TrainingResult kept =
        train(new InMemoryOutputs(Long.MAX_VALUE), seen, asked, batches, TrainingCheckpoints.NONE);
    assertEquals(VIEWS * (SAMPLES - 2), seen.size(), "Seven epochs show all three views");
    seen.forEach((sample, input) -> assertEquals(input, asked.get(sample), "of " + sample));
    assertEquals(
        seen.size(), seen.values().stream().distinct().count(), "No view is that of another");

    Map<Integer, List<Float>> live = new TreeMap<>();
    TrainingResult asking =
        train(OutputStore.NONE, new TreeMap<>(), live, new ArrayList<>(), TrainingCheckpoints.NONE);
    assertEquals(seen, live, "A teacher that is asked at every step sees the same");
    assertEquals(bits(kept), bits(asking));
  }

  @Test
  void epochShowsViewEModuloV() {
    List<int[]> batches = new ArrayList<>();
    train(
        new InMemoryOutputs(Long.MAX_VALUE),
        new TreeMap<>(),
        new TreeMap<>(),
        batches,
        TrainingCheckpoints.NONE);
    // 18 samples in batches of 8 are three steps.
    assertEquals(7 * 3, batches.size());
    for (int step = 0; step < batches.size(); step++) {
      int view = step / 3 % VIEWS;
      for (int sample : batches.get(step)) {
        assertEquals(view, sample / (SAMPLES - 2), "the view of step " + step);
      }
    }
  }

  @Test
  void trainingThatWasInterruptedEndsWithTheSameBits() {
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole = trainFrom(Optional.empty(), states);
    assertEquals(21, states.size());
    for (int step : new int[] {1, 4, 11}) {
      TrainingResult resumed = trainFrom(Optional.of(states.get(step - 1)), new ArrayList<>());
      assertEquals(bits(whole), bits(resumed), "from step " + step);
    }
  }

  private TrainingResult trainFrom(Optional<TrainingState> start, List<TrainingState> states) {
    return train(
        new InMemoryOutputs(Long.MAX_VALUE),
        new TreeMap<>(),
        new TreeMap<>(),
        new ArrayList<>(),
        new TrainingCheckpoints() {
          @Override
          public Optional<TrainingState> latest() {
            return start;
          }

          @Override
          public boolean requested() {
            return true;
          }

          @Override
          public void save(TrainingState state, int keep) {
            states.add(state);
          }
        });
  }

  @Test
  void changesNothingThatDrawsNothing() {
    TrainingSettings plain = TinyLesson.settings(4, LABEL_LOSS);
    Augmentation nothing = (input, preparation) -> (values, random) -> {};
    TrainingSettings same =
        plain.toBuilder()
            .augmentation(new AugmentationSettings(List.of(nothing), VIEWS, 1))
            .build();
    assertEquals(bits(supervised(plain)), bits(supervised(same)));
    assertNotEquals(bits(supervised(plain)), bits(supervised(settings(4))));
  }

  /** Classes count alike in all views, as they do without. */
  @Test
  void weightsOfClassesAreThoseOfTheSamples() {
    Augmentation nothing = (input, preparation) -> (values, random) -> {};
    TrainingSettings plain =
        TinyLesson.settings(4, LABEL_LOSS).toBuilder().balanceClasses(true).build();
    TrainingSettings same =
        plain.toBuilder()
            .augmentation(new AugmentationSettings(List.of(nothing), VIEWS, 1))
            .build();
    assertEquals(bits(supervised(plain)), bits(supervised(same)));
  }

  private TrainingResult supervised(TrainingSettings how) {
    TrainingTask task =
        TrainingTask.supervised("student", 1, fixture.lesson.data(), plan(hard(1)), how);
    assertEquals(4 * 3, task.steps(), "An epoch is as long as without views");
    return new Trainer(fixture.backend, TrainingListener.NONE, TrainingFixture.METRICS).train(task);
  }

  @Test
  void taskThatForgetsItsAugmentationIsRefused() {
    TrainingSettings how = settings(1);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new TrainingTask(
                        "student",
                        1,
                        fixture.lesson.data(),
                        fixture.all(),
                        plan(hard(1)),
                        Optional.empty(),
                        how,
                        3))
            .getMessage()
            .contains("not augmented"));
  }

  private static List<Float> row(Tensor inputs, int row) {
    float[] values = new float[2];
    inputs.read(2 * row, values);
    return List.of(values[0], values[1]);
  }

  /** Notes what a teacher is asked. */
  private record Listening(Teacher teacher, Map<Integer, List<Float>> asked) implements Teacher {
    @Override
    public List<TeacherOutput> outputs() {
      return teacher.outputs();
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      for (int i = 0; i < batch.size(); i++) {
        asked.put(batch.source().indexInOrigin(batch.samples()[i]), row(batch.inputs(), i));
      }
      teacher.evaluate(batch, destinations);
    }

    @Override
    public String fingerprint() {
      return teacher.fingerprint();
    }

    @Override
    public void close() {
      // The fixture closes it.
    }
  }

  /** Notes what students are given. */
  private static final class Watching extends ForwardingBackend {
    private final Map<Integer, List<Float>> seen;
    private final List<int[]> batches;

    Watching(ComputeBackend backend, Map<Integer, List<Float>> seen, List<int[]> batches) {
      super(backend);
      this.seen = seen;
      this.batches = batches;
    }

    @Override
    public InputLoader inputs(Samples samples, Shape input) {
      InputLoader loader = super.inputs(samples, input);
      return new InputLoader() {
        @Override
        public DeviceTensor load(int[] wanted) {
          DeviceTensor loaded = loader.load(wanted);
          batches.add(wanted);
          try (Tensor host = loaded.onHost()) {
            for (int i = 0; i < wanted.length; i++) {
              seen.put(samples.indexInOrigin(wanted[i]), row(host, i));
            }
          }
          return loaded;
        }

        @Override
        public void close() {
          loader.close();
        }
      };
    }
  }
}
