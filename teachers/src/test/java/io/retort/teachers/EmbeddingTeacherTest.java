package io.retort.teachers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Batch;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.providers.EmbeddingTeacherProvider;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A head on what an encoder makes of points: {@code [x − y, 2x, 3y]}. */
class EmbeddingTeacherTest extends TeacherContract<EmbeddingTeacherSettings> {
  private final TinyLesson lesson = TinyLesson.of(12, 5);
  private final Doubled encoder = new Doubled("embedding", TargetKind.FEATURES);
  private final Doubled head = new Doubled("class", TargetKind.LOGITS);

  @AfterEach
  void close() {
    lesson.close();
  }

  private record NoKeys() {}

  /** Of points {@code [x − y, 2x, 3y]}; of embeddings, their three values. */
  private static final class Doubled implements TeacherProvider<NoKeys> {
    private final String output;
    private final TargetKind kind;
    private final List<TrainingData> offered = new ArrayList<>();
    private final List<Samples> required = new ArrayList<>();
    private int encoded;
    private int closed;

    Doubled(String output, TargetKind kind) {
      this.output = output;
      this.kind = kind;
    }

    Recipe<Teacher> recipe() {
      return new TestRecipe<>(this, new NoKeys());
    }

    @Override
    public String name() {
      return "doubled";
    }

    @Override
    public Class<NoKeys> configuration() {
      return NoKeys.class;
    }

    @Override
    public Optional<List<TeacherOutput>> preview(NoKeys keys, TeacherContext context) {
      return Optional.of(outputs());
    }

    private List<TeacherOutput> outputs() {
      return List.of(new TeacherOutput(output, kind, Shape.of(3)));
    }

    @Override
    public Teacher create(NoKeys keys, TeacherContext context) {
      offered.add(context.data());
      return new Teacher() {
        @Override
        public List<TeacherOutput> outputs() {
          return Doubled.this.outputs();
        }

        @Override
        public void require(Samples samples) {
          required.add(samples);
        }

        @Override
        public void evaluate(Batch batch, Map<String, Tensor> destinations) {
          encoded += batch.size();
          int width = batch.inputs().shape().extent(1);
          float[] row = new float[width];
          for (int i = 0; i < batch.size(); i++) {
            batch.inputs().read(i * width, row);
            float[] made = width == 3 ? row : new float[] {row[0] - row[1], 2 * row[0], 3 * row[1]};
            destinations.get(output).write(i * 3, made);
          }
        }

        @Override
        public String fingerprint() {
          return output;
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }

  @Override
  protected TeacherProvider<EmbeddingTeacherSettings> provider() {
    return new EmbeddingTeacherProvider();
  }

  @Override
  protected EmbeddingTeacherSettings configuration() {
    return new EmbeddingTeacherSettings(encoder.recipe(), Optional.empty(), head.recipe());
  }

  @Override
  protected TeacherContext context() {
    return new TestContext(Path.of(""), 3).with(lesson.data());
  }

  private Teacher open() {
    return provider().create(configuration(), context());
  }

  private float[] about(Teacher teacher, Samples samples, String output) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    try (Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(all.length));
        Tensor said = Tensor.allocate(Shape.of(3).batch(all.length))) {
      samples.inputs(all, inputs);
      teacher.evaluate(new Batch(samples, all, inputs), Map.of(output, said));
      return said.toArray();
    }
  }

  private static float[] expected(Samples samples) {
    float[] expected = new float[3 * samples.size()];
    try (Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(samples.size()))) {
      samples.inputs(IntStream.range(0, samples.size()).toArray(), inputs);
      for (int i = 0; i < samples.size(); i++) {
        expected[3 * i] = inputs.get(2 * i) - inputs.get(2 * i + 1);
        expected[3 * i + 1] = 2 * inputs.get(2 * i);
        expected[3 * i + 2] = 3 * inputs.get(2 * i + 1);
      }
    }
    return expected;
  }

  @Test
  void theHeadReadsEmbeddingsWhichAreAnOutputToo() {
    Samples train = lesson.data().train();
    try (Teacher teacher = open()) {
      assertEquals(
          List.of(
              new TeacherOutput("class", TargetKind.LOGITS, Shape.of(3)),
              new TeacherOutput("embedding", TargetKind.FEATURES, Shape.of(3))),
          teacher.outputs());
      assertArrayEquals(expected(train), about(teacher, train, "class"));
      assertArrayEquals(expected(train), about(teacher, train, "embedding"));
      Subset some = new Subset(train, new int[] {7, 2, 7});
      assertArrayEquals(expected(some), about(teacher, some, "class"));
    }
    assertEquals(List.of(), encoder.offered.get(0).heads(), "the encoder knows no heads");
    assertEquals(Shape.of(3), head.offered.get(0).inputShape());
    assertArrayEquals(
        new int[] {1, 1}, new int[] {encoder.closed, head.closed}, "both are closed, once");
  }

  @Test
  void trainingSamplesAreEncodedOnceAndOthersAreNotKept() {
    TrainingData data = lesson.data();
    try (Teacher teacher = open()) {
      int trained = data.train().size() + data.validation().size();
      assertEquals(trained, encoder.encoded);
      about(teacher, data.train(), "class");
      about(teacher, data.validation(), "class");
      assertEquals(trained, encoder.encoded);
      Samples stranger =
          new ForwardingSamples(data.train()) {
            @Override
            public Samples origin() {
              return this;
            }

            @Override
            public int indexInOrigin(int sample) {
              return sample;
            }
          };
      assertArrayEquals(expected(stranger), about(teacher, stranger, "class"));
      about(teacher, stranger, "class");
      assertEquals(trained + 2 * stranger.size(), encoder.encoded);
    }
  }

  @Test
  void bothMustHaveOutputsForTheSamples() {
    Samples train = lesson.data().train();
    try (Teacher teacher = open()) {
      teacher.require(train);
    }
    assertEquals(List.of(train), encoder.required);
    assertEquals(train.origin(), head.required.get(0).origin());
  }

  @Test
  void anEmbeddingThatIsNotClearIsRefused() {
    assertRefused(
        () ->
            provider()
                .create(
                    new EmbeddingTeacherSettings(
                        encoder.recipe(), Optional.of("hidden"), head.recipe()),
                    context()),
        "no output 'hidden'; it has [embedding]");
    Doubled logits = new Doubled("class", TargetKind.LOGITS);
    assertRefused(
        () ->
            provider()
                .create(
                    new EmbeddingTeacherSettings(logits.recipe(), Optional.empty(), head.recipe()),
                    context()),
        "The encoder gives no features");
    assertTrue(encoder.closed == 1 && logits.closed == 1, "encoders are closed after a refusal");
  }

  private TeacherContext with(Head... heads) {
    return new TestContext(Path.of(""), 3).with(lesson.data().with(List.of(heads)));
  }

  @Test
  void aHeadThatIsAnEmbeddingIsWhatTheEncoderGives() {
    Samples train = lesson.data().train();
    TeacherContext both = with(TinyLesson.CLASS, new Head("meaning", new Task.Embedding(2)));
    List<TeacherOutput> expected =
        List.of(
            new TeacherOutput("class", TargetKind.LOGITS, Shape.of(3)),
            new TeacherOutput("meaning", TargetKind.VALUES, Shape.of(3)),
            new TeacherOutput("embedding", TargetKind.FEATURES, Shape.of(3)));
    assertEquals(Optional.of(expected), provider().preview(configuration(), both));
    try (Teacher teacher = provider().create(configuration(), both)) {
      assertEquals(expected, teacher.outputs());
      assertArrayEquals(expected(train), about(teacher, train, "meaning"));
      assertArrayEquals(expected(train), about(teacher, train, "class"));
    }
    assertEquals(
        List.of(TinyLesson.CLASS), head.offered.get(0).heads(), "it learns what has labels");
  }

  @Test
  void whereAllHeadsAreEmbeddingsTheEncoderIsToBeTheTeacher() {
    TeacherContext one = with(new Head("meaning", new Task.Embedding(2)));
    assertRefused(
        () -> provider().create(configuration(), one),
        "All heads of the data are embeddings",
        "name the encoder as the teacher");
    assertEquals(1, encoder.closed);
  }
}
