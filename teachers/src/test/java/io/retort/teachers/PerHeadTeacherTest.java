package io.retort.teachers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.providers.PerHeadProvider;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TwoHeadLesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PerHeadTeacherTest {
  private static final TwoHeadLesson LESSON = TwoHeadLesson.of(12, 1, 3);
  private static final TeacherContext CONTEXT = new TestContext(Path.of(""), 3).with(LESSON.data());

  private final List<String> closed = new ArrayList<>();

  @AfterEach
  void forget() {
    closed.clear();
  }

  private Teacher teacher(Map<String, Recipe<Teacher>> heads) {
    return new PerHeadProvider().create(new PerHeadSettings(heads), CONTEXT);
  }

  @Test
  void eachTeacherKnowsItsHeadAlone() {
    List<TeacherOutput> expected =
        List.of(
            new TeacherOutput("side", TargetKind.LOGITS, Shape.of(2)),
            new TeacherOutput("side.inside", TargetKind.FEATURES, Shape.of(1)),
            new TeacherOutput("level", TargetKind.VALUES, Shape.of(1)),
            new TeacherOutput("level.inside", TargetKind.FEATURES, Shape.of(1)));
    Map<String, Recipe<Teacher>> heads = Map.of("side", constant(1), "level", constant(2));
    try (Teacher teacher = teacher(heads)) {
      assertEquals(expected, teacher.outputs());
    }
    assertEquals(
        Optional.of(expected), new PerHeadProvider().preview(new PerHeadSettings(heads), CONTEXT));
    assertEquals(
        Optional.empty(),
        new PerHeadProvider()
            .preview(
                new PerHeadSettings(Map.of("side", constant(1), "level", constant(Double.NaN))),
                CONTEXT));
  }

  @Test
  void outputsComeFromTheTeacherOfTheHead() {
    try (Teacher teacher = teacher(Map.of("side", constant(1), "level", constant(2)));
        Tensor inputs = Tensor.allocate(TwoHeadLesson.INPUT.batch(1));
        Tensor side = Tensor.allocate(Shape.of(1, 2));
        Tensor level = Tensor.allocate(Shape.of(1, 1));
        Tensor inside = Tensor.allocate(Shape.of(1, 1))) {
      teacher.evaluate(
          new Batch(LESSON.data().train(), new int[] {0}, inputs),
          Map.of("side", side, "level", level, "level.inside", inside));
      assertEquals(1, side.get(1));
      assertEquals(2, level.get(0));
      assertEquals(-2, inside.get(0));
    }
  }

  @Test
  void teachersHaveSeedsOfTheirOwn() {
    List<Long> seeds = new ArrayList<>();
    Map<String, Recipe<Teacher>> heads =
        Map.of("side", new Constant(1, closed, seeds), "level", new Constant(1, closed, seeds));
    teacher(heads).close();
    assertNotEquals(seeds.get(0), seeds.get(1));
  }

  @Test
  void theFingerprintIsThatOfAll() {
    try (Teacher one = teacher(Map.of("side", constant(1), "level", constant(2)));
        Teacher other = teacher(Map.of("side", constant(1), "level", constant(3)))) {
      assertNotEquals(one.fingerprint(), other.fingerprint());
    }
  }

  @Test
  void everyHeadNeedsATeacherAndNoOther() {
    for (Map<String, Recipe<Teacher>> heads :
        List.of(
            Map.of("side", constant(1)),
            Map.of("side", constant(1), "level", constant(1), "colour", constant(1)))) {
      String message = assertThrows(RetortException.class, () -> teacher(heads)).getMessage();
      assertTrue(message.contains("the data has [side, level]"), message);
    }
  }

  @Test
  void aTeacherThatFailsIsNamedAndTheOthersAreClosed() {
    String message =
        assertThrows(
                RetortException.class,
                () -> teacher(Map.of("side", constant(1), "level", constant(-1))))
            .getMessage();
    assertEquals("heads.level: Only what is positive is known", message);
    assertEquals(List.of("side"), closed);
  }

  private Recipe<Teacher> constant(double value) {
    return new Constant(value, closed, new ArrayList<>());
  }

  @Nested
  class Contract extends TeacherContract<PerHeadSettings> {
    @Override
    protected TeacherProvider<PerHeadSettings> provider() {
      return new PerHeadProvider();
    }

    @Override
    protected PerHeadSettings configuration() {
      return new PerHeadSettings(Map.of("side", constant(1), "level", constant(2)));
    }

    @Override
    protected TeacherContext context() {
      return CONTEXT;
    }
  }

  /**
   * Says the same of everything, and has a tap with the opposite; not a number previews nothing.
   */
  private record Constant(double value, List<String> closed, List<Long> seeds)
      implements Recipe<Teacher> {

    @Override
    public Teacher create(Context offered) {
      TeacherContext context = (TeacherContext) offered;
      seeds.add(context.seed());
      if (value < 0) {
        throw new RetortException(ErrorKind.CONFIGURATION, "Only what is positive is known");
      }
      assertEquals(1, context.data().heads().size());
      Head head = context.data().heads().get(0);
      return new Teacher() {
        @Override
        public List<TeacherOutput> outputs() {
          return says(head);
        }

        @Override
        public void evaluate(Batch batch, Map<String, Tensor> destinations) {
          destinations.forEach(
              (name, destination) ->
                  destination.fill((float) (name.equals("inside") ? -value : value)));
        }

        @Override
        public String fingerprint() {
          return Double.toString(value);
        }

        @Override
        public void close() {
          closed.add(head.name());
        }
      };
    }

    private static List<TeacherOutput> says(Head head) {
      return List.of(
          new TeacherOutput(head.name(), head.task().outputKind(), Shape.of(head.task().outputs())),
          new TeacherOutput("inside", TargetKind.FEATURES, Shape.of(1)));
    }

    @Override
    public Provider<Teacher, ?, ?> provider() {
      return new TeacherProvider<Settings>() {
        @Override
        public String name() {
          return "constant";
        }

        @Override
        public Class<Settings> configuration() {
          return Settings.class;
        }

        @Override
        public Teacher create(Settings configuration, TeacherContext context) {
          throw new AssertionError("The recipe makes it");
        }

        @Override
        public Optional<List<TeacherOutput>> preview(
            Settings configuration, TeacherContext context) {
          return Double.isNaN(configuration.value())
              ? Optional.empty()
              : Optional.of(says(context.data().heads().get(0)));
        }
      };
    }

    @Override
    public Record configuration() {
      return new Settings(value);
    }
  }

  /** The configuration of a teacher that says one thing. */
  record Settings(double value) {}
}
