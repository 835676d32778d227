package io.retort.teachers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
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
import io.retort.losses.Supervised;
import io.retort.teachers.EnsembleSettings.Average;
import io.retort.teachers.providers.EnsembleProvider;
import io.retort.teachers.providers.NetworkTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final Task TWO = new Task.SingleLabel(List.of("no", "yes"));
  private final FixedTeacher fixed = new FixedTeacher();

  @Test
  void meanOfProbabilitiesAndMeanOfLogitsDiffer() {
    // Probabilities (9, 1)/10 and (1, 1)/2.
    Recipe<Teacher> sure = logits(Math.log(9), 0.0);
    Recipe<Teacher> undecided = logits(2.0, 2.0);
    assertOutput(
        TWO,
        Average.PROBABILITIES,
        TargetKind.PROBABILITIES,
        row(0.7, 0.3),
        List.of(sure, undecided));
    float[] logits =
        output(
            new Head("h", TWO),
            settings(Average.LOGITS, List.of(sure, undecided)),
            TargetKind.LOGITS);
    // The odds are √9 to 1, the geometric mean of 9 and 1.
    assertEquals(Math.log(3), logits[0] - logits[1], 1e-6);
    assertEquals((Math.log(9) + 2) / 2, logits[0], 1e-6);
  }

  @Test
  void probabilitiesOfAnyFormAreAveraged() {
    assertOutput(
        TWO,
        Average.PROBABILITIES,
        TargetKind.PROBABILITIES,
        row(0.6, 0.4),
        List.of(
            logits(Math.log(3), 0.0),
            fixed.with("h", TargetKind.PROBABILITIES, 0.25, 0.75),
            fixed.with("h", TargetKind.LOG_PROBABILITIES, Math.log(0.8), Math.log(0.2))));
  }

  @Test
  void probabilitiesOfLabelsAreIndependent() {
    Task labels = new Task.MultiLabel(List.of("a", "b"));
    assertOutput(
        labels,
        Average.PROBABILITIES,
        TargetKind.PROBABILITIES,
        row(0.65, 0.9),
        List.of(
            logits(Math.log(4), Math.log(9)), fixed.with("h", TargetKind.PROBABILITIES, 0.5, 0.9)));
    assertOutput(
        labels,
        Average.LOGITS,
        TargetKind.LOGITS,
        row(Math.log(6), Math.log(9)),
        List.of(
            logits(Math.log(4), Math.log(9)),
            fixed.with("h", TargetKind.LOG_PROBABILITIES, Math.log(0.9), Math.log(0.9))));
  }

  @Test
  void valuesAreAveragedAsTheyAre() {
    assertOutput(
        new Task.Regression(List.of("x")),
        Average.PROBABILITIES,
        TargetKind.VALUES,
        row(-1.5),
        List.of(fixed.with("h", TargetKind.VALUES, 2.0), fixed.with("h", TargetKind.VALUES, -5.0)));
  }

  @Test
  void vectorsHaveNoMean() {
    EnsembleSettings settings =
        settings(Average.PROBABILITIES, List.of(fixed.with("h", TargetKind.VALUES, 2.0)));
    assertRefused(
        () -> output(new Head("h", new Task.Embedding(1)), settings, TargetKind.VALUES),
        "An ensemble has no mean of vectors",
        "'h'",
        "per-head");
  }

  @Test
  void weightsAreSharesOfTheirSum() {
    EnsembleSettings settings =
        new EnsembleSettings(
            List.of(
                fixed.with("h", TargetKind.PROBABILITIES, 1.0, 0.0),
                fixed.with("h", TargetKind.PROBABILITIES, 0.0, 1.0)),
            Average.PROBABILITIES,
            Optional.of(List.of(6.0, 2.0)));
    assertArrayEquals(
        row(0.75, 0.25), output(new Head("h", TWO), settings, TargetKind.PROBABILITIES), 1e-6f);
  }

  @Test
  void sureLogitsStayFinite() {
    assertOutput(
        TWO,
        Average.PROBABILITIES,
        TargetKind.PROBABILITIES,
        row(0.5, 0.5),
        List.of(logits(1e4, -1e4), logits(-1e4, 1e4)));
  }

  @Test
  void logitsOfProbabilitiesAreRefused() {
    EnsembleSettings settings =
        settings(Average.LOGITS, List.of(fixed.with("h", TargetKind.PROBABILITIES, 0.5, 0.5)));
    assertSays(settings, "teachers[0]", "average: probabilities");
    assertEquals(1, fixed.closed, "A teacher that is refused is closed");
  }

  @Test
  void aTeacherWithoutAnOutputForAHeadIsRefused() {
    assertSays(
        settings(
            Average.LOGITS, List.of(logits(1.0, 0.0), fixed.with("g", TargetKind.LOGITS, 1.0))),
        "teachers[1]",
        "'h'");
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> settings(Average.LOGITS, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new EnsembleSettings(
                List.of(logits(1.0)), Average.LOGITS, Optional.of(List.of(1.0, 2.0))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new EnsembleSettings(List.of(logits(1.0)), Average.LOGITS, Optional.of(List.of(0.0))));
  }

  @Test
  void teachersMadeAlikeDrawApart() {
    Recipe<Teacher> same = logits(1.0, 0.0);
    try (TrainingDataOf data = new TrainingDataOf(new Head("h", TWO));
        Teacher ensemble = create(settings(Average.LOGITS, List.of(same, same)), data)) {
      assertNotEquals(fixed.contexts.get(0).seed(), fixed.contexts.get(1).seed());
      ensemble.require(data.data.train());
      assertEquals(2, fixed.required.size(), "Every teacher may refuse samples");
    }
    assertEquals(2, fixed.closed);
  }

  @Test
  void averageAndWeightsAreInTheFingerprint() {
    Recipe<Teacher> one = logits(1.0, 0.0);
    try (TrainingDataOf data = new TrainingDataOf(new Head("h", TWO));
        Teacher logits = create(settings(Average.LOGITS, List.of(one)), data);
        Teacher probabilities = create(settings(Average.PROBABILITIES, List.of(one)), data)) {
      assertNotEquals(logits.fingerprint(), probabilities.fingerprint());
    }
  }

  private void assertSays(EnsembleSettings settings, String... parts) {
    try (TrainingDataOf data = new TrainingDataOf(new Head("h", TWO))) {
      assertRefused(() -> create(settings, data), parts);
    }
  }

  private void assertOutput(
      Task task,
      Average average,
      TargetKind kind,
      float[] expected,
      List<Recipe<Teacher>> teachers) {
    assertArrayEquals(
        expected, output(new Head("h", task), settings(average, teachers), kind), 1e-6f);
  }

  /** The output for the second of three samples of a batch. */
  private float[] output(Head head, EnsembleSettings settings, TargetKind kind) {
    int width = head.task().outputs();
    try (TrainingDataOf data = new TrainingDataOf(head);
        Teacher teacher = create(settings, data);
        Tensor inputs = Tensor.allocate(Shape.of(3, 1));
        Tensor outputs = Tensor.allocate(Shape.of(3, width))) {
      assertEquals(List.of(new TeacherOutput("h", kind, Shape.of(width))), teacher.outputs());
      assertEquals(
          Optional.of(teacher.outputs()), new EnsembleProvider().preview(settings, data.context()));
      teacher.evaluate(
          new Batch(data.data.train(), new int[] {0, 1, 2}, inputs), Map.of("h", outputs));
      float[] row = new float[width];
      outputs.read(width, row);
      return row;
    }
  }

  private static Teacher create(EnsembleSettings settings, TrainingDataOf data) {
    return new EnsembleProvider().create(settings, data.context());
  }

  private Recipe<Teacher> logits(Double... row) {
    return fixed.with("h", TargetKind.LOGITS, row);
  }

  private static EnsembleSettings settings(Average average, List<Recipe<Teacher>> teachers) {
    return new EnsembleSettings(teachers, average, Optional.empty());
  }

  private static float[] row(double... values) {
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }

  /** Three samples of one head. */
  private static final class TrainingDataOf implements AutoCloseable {
    private final InMemorySamples samples =
        new InMemorySamples(Tensor.allocate(Shape.of(3, 1)), Map.of());
    final TrainingData data;

    TrainingDataOf(Head head) {
      data = new TrainingData(Shape.of(1), List.of(head), samples, samples);
    }

    TeacherContext context() {
      return new TestContext(Path.of(""), 3).with(data);
    }

    @Override
    public void close() {
      samples.close();
    }
  }

  /** Two networks that are trained keep the contract. */
  @Nested
  class Contract extends TeacherContract<EnsembleSettings> {
    private final TinyLesson lesson = TinyLesson.of(20, 7);
    private final DifferenceBackend backend = new DifferenceBackend();

    @Override
    protected TeacherProvider<EnsembleSettings> provider() {
      return new EnsembleProvider();
    }

    @Override
    protected EnsembleSettings configuration() {
      Recipe<Teacher> network =
          new TestRecipe<>(
              new NetworkTeacherProvider(),
              new NetworkTeacherSettings(
                  TinyLesson.STUDENT, TinyLesson.settings(1, new Supervised())));
      return settings(Average.PROBABILITIES, List.of(network, network));
    }

    @Override
    protected TeacherContext context() {
      return new TestContext(Path.of(""), 3).with(backend).with(lesson.data());
    }

    @AfterEach
    void close() {
      lesson.close();
      backend.close();
    }
  }
}
