package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.soft;
import static io.retort.core.tests.TrainingFixture.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.WrappedCriterion;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Weights;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.testkit.RecordingBackend;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The training engine, end to end on tiny problems. */
class TrainerTest {
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What depends on the plan alone is not found out for every seed. */
  @Test
  void aPlanIsCheckedOnceForAllSeeds() {
    int[] starts = {0};
    Criterion counted =
        WrappedCriterion.of(
            LABEL_LOSS,
            session -> {
              starts[0]++;
              return session;
            });
    DistillationPlan plan =
        plan(new Term("hard", counted, "fc", new TargetSource.Labels("class"), 1));
    TrainingSettings how = TinyLesson.settings(1, LABEL_LOSS);
    Trainer trainer = new Trainer(fixture.backend, TrainingListener.NONE, TrainingFixture.METRICS);
    for (long seed = 1; seed <= 3; seed++) {
      trainer.train(TrainingTask.supervised("distilled", seed, fixture.lesson.data(), plan, how));
    }
    assertEquals(1 + 3, starts[0]);
  }

  @Test
  void lossGoesDownAndAccuracyUp() {
    TrainingResult result = fixture.train(plan(hard(1)), 40);
    EpochReport first = fixture.reports.get(0);
    EpochReport last = fixture.reports.get(39);
    assertTrue(
        term(last, "hard").value() < 0.3 * term(first, "hard").value(),
        () -> term(first, "hard") + " became " + term(last, "hard"));
    assertTrue(last.validation().get("class").scoreValue() >= 0.8, last::toString);
    assertEquals(40, result.epoch());
    assertEquals(120, result.steps());
  }

  @Test
  void sameSeedGivesTheSameBits() {
    TrainingSettings how = TinyLesson.settings(3, LABEL_LOSS);
    DistillationPlan plan = plan(hard(0.5), soft("soft", DIVERGENCE, 0.5));
    String expected = bits(fixture.train(plan, 4, fixture.all(), how));
    assertEquals(expected, bits(fixture.train(plan, 4, fixture.all(), how)));
    assertNotEquals(expected, bits(fixture.train(plan, 5, fixture.all(), how)));
  }

  @Test
  void anUntrainedStudentIsAsItsTrainingBegins() {
    TrainingSettings still =
        TinyLesson.settings(1, LABEL_LOSS).toBuilder().schedule((step, steps) -> 0).build();
    TrainingResult began = fixture.train(plan(hard(1)), 3, fixture.all(), still);
    NetworkPlan student = NetworkPlan.of(TinyLesson.STUDENT, TinyLesson.INPUT);
    Weights none = new Weights(Map.of());

    TrainingResult untrained = Trainer.untrained(student, 3, none);

    assertEquals(bits(began), bits(untrained));
    assertNotEquals(bits(untrained), bits(Trainer.untrained(student, 4, none)));
    assertEquals(0, untrained.steps());
    Weights start =
        new Weights(Map.of("fc.bias", new Weights.Array(Shape.of(3), new float[] {1, 2, 3})));
    assertArrayEquals(
        new float[] {1, 2, 3}, array(Trainer.untrained(student, 3, start), "fc.bias"));
  }

  @Test
  void aRunInsideAnotherChangesNeither() {
    TrainingSettings how = TinyLesson.settings(3, LABEL_LOSS);
    DistillationPlan plan = plan(hard(0.5), soft("soft", DIVERGENCE, 0.5));
    String four = bits(fixture.train(plan, 4, fixture.all(), how));
    String five = bits(fixture.train(plan, 5, fixture.all(), how));
    List<String> inner = new ArrayList<>();
    TrainingListener other =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            inner.add(bits(fixture.train(plan, 5, fixture.all(), how)));
          }
        };
    assertEquals(four, bits(fixture.train(plan, 4, fixture.all(), how, 9, other)));
    assertEquals(List.of(five, five, five), inner);
  }

  @Test
  void lastSmallerBatchIsUsed() {
    fixture.train(plan(hard(1)), 2);
    assertEquals(
        List.of("TRAINING 8", "TRAINING 8", "TRAINING 4", "TRAINING 8", "TRAINING 8", "TRAINING 4"),
        studentCalls("TRAINING"));
  }

  @Test
  void everyStepTrainsInTrainingModeAlsoAfterValidation() {
    fixture.train(plan(hard(0.5), soft("soft", DIVERGENCE, 0.5)), 2);
    List<String> step = List.of("TRAINING 8", "backward [fc]");
    List<String> lastStep = List.of("TRAINING 4", "backward [fc]");
    List<String> epoch = new ArrayList<>();
    epoch.addAll(step);
    epoch.addAll(step);
    epoch.addAll(lastStep);
    epoch.add("INFERENCE 20");
    List<String> expected = new ArrayList<>(epoch);
    expected.addAll(epoch);
    assertEquals(expected, studentCalls(""));
  }

  @Test
  void teacherIsOnlyAskedAndStaysAsItIs() {
    String before = fixture.teacher.fingerprint();
    fixture.train(
        plan(
            hard(0.5),
            soft("soft", DIVERGENCE, 0.5),
            new Term("hint", DISTANCE, "fc", new TargetSource.TeacherFeature("output"), 1)),
        3);
    assertEquals(before, fixture.teacher.fingerprint());
    assertEquals(
        TinyLesson.drawn(TinyLesson.TEACHER, 100).weights().fingerprint(),
        fixture.teacher.network().orElseThrow().network().weights().fingerprint());
    for (RecordingBackend.Recording teacher : fixture.backend.networksWith("output")) {
      for (String call : teacher.calls()) {
        assertTrue(call.startsWith("INFERENCE"), () -> "The teacher sees " + call);
      }
    }
  }

  @Test
  void studentOfATeachersTermMoves() {
    TrainingResult result = fixture.train(plan(soft("soft", DIVERGENCE, 1)), 1);
    assertNotEquals(start(1).fingerprint(), bits(result));
    assertTrue(term(fixture.reports.get(0), "soft").gradientNorm() > 0);
  }

  @Test
  void eachSampleIsAskedOnceForAllEpochsAndRuns() {
    fixture.train(plan(soft("soft", DIVERGENCE, 1)), 5);
    long asked =
        fixture.backend.networksWith("output").stream()
            .flatMap(teacher -> teacher.calls().stream())
            .count();
    assertEquals(1, asked, "One batch holds all samples");
  }

  @Test
  void keptOutputsBelongToTheSamplesAfterShuffling() {
    // Teacher and student both pass their input on: rows agree only if the samples do.
    Layer same = new Layer.Activation(ActivationFunction.LINEAR);
    Node copy = new Node("copy", same, List.of("input"));
    try (TrainingFixture copying =
        new TrainingFixture(20, TinyLesson.TEACHER.with(List.of(copy)))) {
      List<float[]> seen = new ArrayList<>();
      Loss spy =
          new SpyLoss(
              DISTANCE,
              (student, target, temperature) -> {
                if (student.shape().extent(0) > 2) {
                  seen.add(student.toArray());
                  assertArrayEquals(
                      student.toArray(), ((Target.Features) target).values().toArray());
                }
              });
      Term compared = new Term("copy", spy, "copy", new TargetSource.TeacherFeature("copy"), 1);
      copying.train(
          DistillationPlan.of(TinyLesson.STUDENT.with(List.of(copy)), List.of(hard(1), compared)),
          3);
      assertEquals(9, seen.size());
      assertFalse(Arrays.equals(seen.get(0), seen.get(3)), "Nothing was shuffled");
    }
  }

  @Test
  void aLineIsFound() {
    // y = 2a − b + 0.5
    int points = 30;
    Tensor inputs = Tensor.allocate(Shape.of(points, 2));
    Tensor values = Tensor.allocate(Shape.of(points, 1));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < points; i++) {
      float a = (float) random.nextDouble(-1, 1);
      float b = (float) random.nextDouble(-1, 1);
      inputs.write(2 * i, new float[] {a, b});
      values.set(i, 2 * a - b + 0.5f);
    }
    try (InMemorySamples samples =
        new InMemorySamples(inputs, Map.of("y", new Target.Values(values)))) {
      Head head = new Head("y", new Task.Regression(List.of("y")));
      TrainingData data = new TrainingData(Shape.of(2), List.of(head), samples, samples);
      NetworkPlan line =
          NetworkPlan.of(
              NetworkDescription.sequence()
                  .add("line", new Layer.Dense(1, ActivationFunction.LINEAR))
                  .build(),
              Shape.of(2));
      TrainingResult result =
          new Trainer(fixture.backend, TrainingListener.NONE, MetricSet.NONE)
              .train(
                  TrainingTask.supervised(
                      "line",
                      1,
                      data,
                      DistillationPlan.supervised(line, List.of(head), LABEL_LOSS),
                      TinyLesson.settings(60, LABEL_LOSS)));
      assertArrayEquals(new float[] {2, -1}, array(result, "line.weight"), 0.01f);
      assertArrayEquals(new float[] {0.5f}, array(result, "line.bias"), 0.01f);
    }
  }

  private List<String> studentCalls(String prefix) {
    List<RecordingBackend.Recording> students = fixture.backend.networksWith("hidden");
    return students.get(students.size() - 1).calls().stream()
        .filter(call -> call.startsWith(prefix))
        .toList();
  }

  private static EpochReport.TermReport term(EpochReport report, String name) {
    return report.terms().get("student").stream()
        .filter(term -> term.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
