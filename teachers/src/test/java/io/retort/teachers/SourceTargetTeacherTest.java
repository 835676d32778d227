package io.retort.teachers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.Supervised;
import io.retort.teachers.providers.NetworkTeacherProvider;
import io.retort.teachers.providers.SourceTargetTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SourceTargetTeacherTest {
  private final TinyLesson lesson = TinyLesson.of(20, 7);
  private final FixedTeacher source = new FixedTeacher();
  private final FixedTeacher target = new FixedTeacher();
  private final Recipe<Teacher> ones = source.with("class", TargetKind.LOGITS, 1.0, 1.0, 1.0);
  private final Recipe<Teacher> twos = target.with("class", TargetKind.LOGITS, 2.0, 2.0, 2.0);

  @AfterEach
  void close() {
    lesson.close();
  }

  @Test
  void eachIsMadeWithTheSamplesOfItsTaskAlone() {
    try (Teacher teacher = create(ones, twos)) {
      assertEquals("fixed", source.name());
      TrainingData first = source.contexts.get(0).data();
      TrainingData second = target.contexts.get(0).data();
      assertEquals(1, first.train().domains());
      assertEquals(10, first.train().size());
      assertEquals(10, second.validation().size());
      // Even samples are the source.
      assertArrayEquals(input(lesson.data().train(), 4), input(first.train(), 2));
      assertArrayEquals(input(lesson.data().validation(), 5), input(second.validation(), 2));
      assertNotEquals(source.contexts.get(0).seed(), target.contexts.get(0).seed());
      teacher.require(lesson.inTwoParts().train());
      assertEquals(10, source.required.get(0).size());
      assertEquals(10, target.required.get(0).size());
    }
    assertEquals(2, source.closed + target.closed);
  }

  @Test
  void eachIsAskedAboutTheSamplesOfItsTaskAlone() {
    int[] samples = {3, 0, 4, 7, 1};
    Samples train = lesson.inTwoParts().train();
    try (Teacher teacher = create(ones, twos);
        Tensor inputs = Tensor.allocate(Shape.of(5, 2));
        Tensor outputs = Tensor.allocate(Shape.of(5, 3))) {
      teacher.evaluate(new Batch(train, samples, inputs), Map.of("class", outputs));
      for (int i = 0; i < samples.length; i++) {
        assertEquals(samples[i] % 2 == 0 ? 1 : 2, outputs.get(3 * i + 1));
      }
      assertArrayEquals(new int[] {0, 4}, source.evaluated.get(0));
      assertArrayEquals(new int[] {3, 7, 1}, target.evaluated.get(0));
    }
  }

  @Test
  void aBatchOfOneTaskLeavesTheOtherTeacherAlone() {
    Samples train = lesson.inTwoParts().train();
    try (Teacher teacher = create(ones, twos);
        Tensor inputs = Tensor.allocate(Shape.of(2, 2));
        Tensor outputs = Tensor.allocate(Shape.of(2, 3))) {
      teacher.evaluate(new Batch(train, new int[] {5, 7}, inputs), Map.of("class", outputs));
      assertEquals(0, source.evaluated.size());
      assertEquals(2, outputs.get(0));
    }
  }

  @Test
  void outputsOfDifferentFormsAreRefused() {
    Recipe<Teacher> sure = target.with("class", TargetKind.PROBABILITIES, 1.0, 0.0, 0.0);
    String message = assertThrows(RetortException.class, () -> create(ones, sure)).getMessage();
    assertTrue(message.contains("LOGITS") && message.contains("PROBABILITIES"), message);
    assertEquals(2, source.closed + target.closed);
  }

  @Test
  void dataOfOnePartIsRefused() {
    TeacherContext plain = new TestContext(Path.of(""), 3).with(lesson.data());
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    new SourceTargetTeacherProvider()
                        .create(new SourceTargetTeacherSettings(ones, twos), plain))
            .getMessage();
    assertTrue(message.contains("two parts, but this has 1"), message);
  }

  private Teacher create(Recipe<Teacher> first, Recipe<Teacher> second) {
    return new SourceTargetTeacherProvider()
        .create(
            new SourceTargetTeacherSettings(first, second),
            new TestContext(Path.of(""), 3).with(lesson.inTwoParts()));
  }

  private static float[] input(Samples samples, int sample) {
    try (Tensor input = Tensor.allocate(Shape.of(1, 2))) {
      samples.inputs(new int[] {sample}, input);
      return input.toArray();
    }
  }

  /** Two networks that are trained keep the contract. */
  @Nested
  class Contract extends TeacherContract<SourceTargetTeacherSettings> {
    private final DifferenceBackend backend = new DifferenceBackend();

    @Override
    protected TeacherProvider<SourceTargetTeacherSettings> provider() {
      return new SourceTargetTeacherProvider();
    }

    @Override
    protected SourceTargetTeacherSettings configuration() {
      Recipe<Teacher> network =
          new TestRecipe<>(
              new NetworkTeacherProvider(),
              new NetworkTeacherSettings(
                  TinyLesson.STUDENT, TinyLesson.settings(1, new Supervised())));
      return new SourceTargetTeacherSettings(network, network);
    }

    @Override
    protected TeacherContext context() {
      return new TestContext(Path.of(""), 3).with(backend).with(lesson.inTwoParts());
    }

    @AfterEach
    void closeBackend() {
      backend.close();
    }
  }
}
