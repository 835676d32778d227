package io.retort.teachers.tribuo;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Batch;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of teachers, and that a teacher learns every task from its training samples. */
abstract class FittedTeacherContract<C extends Record> extends TeacherContract<C> {
  private static final int SAMPLES = 300;

  private final QuadrantData quadrants = QuadrantData.of(SAMPLES, 5);

  @Override
  protected TeacherContext context() {
    return new TestContext(Path.of(""), 3).with(quadrants.data());
  }

  @Override
  protected double batchTolerance() {
    return 0;
  }

  @Test
  void newSamplesAreJudgedRightly() {
    try (Teacher teacher = provider().create(configuration(), context())) {
      assertTrue(accuracy(teacher) >= 0.93, () -> "accuracy " + accuracy(teacher));
      assertTrue(labelAccuracy(teacher) >= 0.95, () -> "label accuracy " + labelAccuracy(teacher));
      for (int value = 0; value < 2; value++) {
        double explained = explained(teacher, value);
        assertTrue(explained >= 0.9, "Explained variance " + explained + " of value " + value);
      }
    }
  }

  @Test
  void otherSamplesGiveAnotherTeacher() {
    try (QuadrantData others = QuadrantData.of(SAMPLES, 6);
        Teacher teacher = provider().create(configuration(), context());
        Teacher other =
            provider()
                .create(configuration(), new TestContext(Path.of(""), 3).with(others.data()))) {
      assertNotEquals(teacher.fingerprint(), other.fingerprint());
    }
  }

  @Test
  void weightsOfSamplesAreRefused() {
    TrainingData data = quadrants.data();
    Samples weighted =
        new ForwardingSamples(data.train()) {
          @Override
          public Optional<SampleWeights> weights() {
            return Optional.of(new SampleWeights("people.csv, column 'size'", sample -> 2));
          }
        };
    TeacherContext context =
        new TestContext(Path.of(""), 3)
            .with(new TrainingData(data.inputShape(), data.heads(), weighted, data.validation()));
    assertRefused(
        () -> provider().create(configuration(), context),
        "people.csv, column 'size': samples have weights",
        "'" + provider().name() + "' cannot learn with; choose one of the kind 'network'");
  }

  private double accuracy(Teacher teacher) {
    float[] outputs = validation(teacher, QuadrantData.QUADRANT);
    int[] labels =
        ((Target.Classes) quadrants.data().validation().labels("quadrant", all())).labels();
    int right = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int best = 0;
      for (int c = 1; c < 4; c++) {
        best = outputs[4 * i + c] > outputs[4 * i + best] ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right / (double) SAMPLES;
  }

  private double labelAccuracy(Teacher teacher) {
    float[] outputs = validation(teacher, QuadrantData.SIGNS);
    try (Tensor labels =
        ((Target.MultiLabels) quadrants.data().validation().labels("signs", all())).values()) {
      int right = 0;
      for (int i = 0; i < outputs.length; i++) {
        right += (outputs[i] > 0.5) == (labels.get(i) == 1) ? 1 : 0;
      }
      return right / (double) outputs.length;
    }
  }

  /** One minus the share of the variance that the teacher misses. */
  private double explained(Teacher teacher, int value) {
    float[] outputs = validation(teacher, QuadrantData.VALUES);
    try (Tensor truth =
        ((Target.Values) quadrants.data().validation().labels("values", all())).values()) {
      double mean = 0;
      for (int i = 0; i < SAMPLES; i++) {
        mean += truth.get(2 * i + value) / SAMPLES;
      }
      double missed = 0;
      double variance = 0;
      for (int i = 0; i < SAMPLES; i++) {
        missed += Math.pow(truth.get(2 * i + value) - outputs[2 * i + value], 2);
        variance += Math.pow(truth.get(2 * i + value) - mean, 2);
      }
      return 1 - missed / variance;
    }
  }

  private float[] validation(Teacher teacher, Head head) {
    Samples samples = quadrants.data().validation();
    try (Tensor inputs = Tensor.allocate(QuadrantData.INPUT.batch(SAMPLES));
        Tensor outputs = Tensor.allocate(Shape.of(SAMPLES, head.task().outputs()))) {
      samples.inputs(all(), inputs);
      teacher.evaluate(new Batch(samples, all(), inputs), Map.of(head.name(), outputs));
      return outputs.toArray();
    }
  }

  private static int[] all() {
    return IntStream.range(0, SAMPLES).toArray();
  }

  @Test
  void aTeacherNeedsNoBackend() {
    // The context has none, and would throw.
    assertEquals(3, provider().preview(configuration(), context()).orElseThrow().size());
  }

  @AfterEach
  void close() {
    quadrants.close();
  }
}
