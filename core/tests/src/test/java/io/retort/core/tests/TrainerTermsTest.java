package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.soft;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.Decoupled;
import io.retort.losses.KullbackLeibler;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Terms: labels that may be seen, weights and temperatures. */
class TrainerTermsTest {
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void labelsOfUnlabelledSamplesAreNotSeenAndTheTeacherSpeaksOfAll() {
    BitSet labelled = new BitSet();
    labelled.set(3);
    labelled.set(11);
    labelled.set(12);
    Set<String> seen = new HashSet<>();
    int[] rows = new int[2];
    Loss hardSpy =
        new SpyLoss(
            LABEL_LOSS,
            (student, target, t) -> rows[0] += ((Target.Classes) target).labels().length);
    Loss softSpy = new SpyLoss(DIVERGENCE, (student, target, t) -> rows[1] += rowsOf(student));
    Loss labelledSpy =
        new SpyLoss(
            new Decoupled(1, 8, 4),
            (student, target, t) ->
                seen.add("labelled " + ((Target.LabelledLogits) target).labels().length));
    Trainer.check(
        "distilled",
        trial(hardSpy, softSpy, labelledSpy),
        fixture.lesson.data(),
        fixture.teacher.outputs(),
        TinyLesson.settings(2, LABEL_LOSS),
        new TrainingListener() {});
    int[] trial = rows.clone();
    Arrays.fill(rows, 0);
    fixture.train(
        trial(hardSpy, softSpy, labelledSpy), 1, labelled, TinyLesson.settings(2, LABEL_LOSS));
    assertEquals(2 * 3 + trial[0], rows[0], "Labels seen in two epochs");
    assertEquals(2 * 20 + trial[1], rows[1], "TeacherEvaluation seen in two epochs");
    assertFalse(seen.contains("labelled 8"), "The true class of unlabelled samples is seen");
  }

  private static DistillationPlan trial(Loss hardLoss, Loss softLoss, Loss labelledLoss) {
    return plan(
        new Term("hard", hardLoss, "fc", new TargetSource.Labels("class"), 1),
        soft("soft", softLoss, 1),
        soft("decoupled", labelledLoss, 1));
  }

  private static int rowsOf(Tensor student) {
    return student.shape().extent(0);
  }

  @Test
  void unlabelledSamplesCountAsIfTheyWereNotThere() {
    // In one batch of all samples, the mean is over the labelled ones alone.
    BitSet labelled = new BitSet();
    labelled.set(0, 5);
    TrainingSettings whole = TinyLesson.settings(1, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    TrainingResult result = fixture.train(plan(hard(1)), 1, labelled, whole);
    int[] five = {0, 1, 2, 3, 4};
    try (Tensor inputs = Tensor.allocate(Shape.of(5, 2))) {
      fixture.lesson.data().train().inputs(five, inputs);
      InMemorySamples few =
          new InMemorySamples(
              inputs, Map.of("class", fixture.lesson.data().train().labels("class", five)));
      TrainingData data =
          new TrainingData(
              TinyLesson.INPUT, List.of(TinyLesson.CLASS), few, fixture.lesson.data().validation());
      TrainingResult alone =
          new Trainer(fixture.backend, TrainingListener.NONE, MetricSet.NONE)
              .train(TrainingTask.supervised("alone", 1, data, plan(hard(1)), whole));
      assertArrayEquals(array(alone, "fc.weight"), array(result, "fc.weight"), 1e-5f);
      assertArrayEquals(array(alone, "hidden.weight"), array(result, "hidden.weight"), 1e-5f);
    }
  }

  @Test
  void batchesWithoutALabelDoNotLowerTheReportedLoss() {
    BitSet labelled = new BitSet();
    labelled.set(3);
    TrainingSettings single = TinyLesson.settings(1, 1, LABEL_LOSS, TrainingSettings.Keep.LAST);
    fixture.train(plan(hard(1)), 1, labelled, single);
    // Only one step moves the student, so the loss is that of the first weights.
    EpochReport.TermReport report = term(fixture.reports.get(0), "hard");
    fixture.reports.clear();
    List<Double> values = new ArrayList<>();
    Loss spy =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            double value = LABEL_LOSS.evaluate(student, target, gradient);
            values.add(value);
            return value;
          }
        };
    Term spied = new Term("hard", spy, "fc", new TargetSource.Labels("class"), 1);
    fixture.train(plan(spied), 1, labelled, single);
    assertEquals(values.get(values.size() - 1), report.value(), 1e-12);
  }

  @Test
  void scheduleScalesTheWeightAndDoesNotReplaceIt() {
    Schedule half = (step, steps) -> 0.5;
    Term scheduled = hard(0.5).with(half);
    assertEquals(bits(fixture.train(plan(hard(0.25)), 2)), bits(fixture.train(plan(scheduled), 2)));
    Schedule falling = (step, steps) -> 1 - (double) step / steps;
    fixture.reports.clear();
    fixture.train(plan(hard(0.5).with(falling)), 2);
    // Steps 0 to 5 of 6: the epochs end at steps 2 and 5.
    assertEquals(0.5 * 4 / 6, term(fixture.reports.get(0), "hard").weight(), 1e-12);
    assertEquals(0.5 * 1 / 6, term(fixture.reports.get(1), "hard").weight(), 1e-12);
  }

  @Test
  void temperatureScheduleMultipliesTheTemperature() {
    List<Double> temperatures = new ArrayList<>();
    Loss spy = new SpyLoss(DIVERGENCE, (student, target, t) -> temperatures.add(t));
    Schedule falling = (step, steps) -> 1 - (double) step / steps;
    Term soft = soft("soft", spy, 1);
    Term moving = soft.with(new Term.Temperature(6, falling));
    fixture.train(plan(moving), 2);
    assertEquals(List.of(6.0, 5.0, 4.0, 3.0, 2.0, 1.0), rounded(temperatures).subList(1, 7));
  }

  @Test
  void theTemperatureOfTheKeptWeightsIsKnown() {
    Schedule falling = (step, steps) -> 1 - (double) step / steps;
    Term moving =
        new Term("soft", DIVERGENCE, "fc", new TargetSource.TeacherHead("class"), 1)
            .with(new Term.Temperature(6, falling));
    // Steps 0 to 5 of 6: the epochs end at steps 2 and 5.
    Map<Integer, Double> ends = Map.of(1, 4.0, 2, 1.0);
    for (TrainingSettings.Keep keep : TrainingSettings.Keep.values()) {
      TrainingSettings settings = TinyLesson.settings(2, LABEL_LOSS).toBuilder().keep(keep).build();
      TrainingResult result = fixture.train(plan(moving), 1, fixture.all(), settings);
      assertEquals(Set.of("fc"), result.temperatures().keySet());
      assertEquals(ends.get(result.epoch()), result.temperatures().get("fc"), 1e-9);
    }
    // What is not compared any more keeps its last temperature.
    Stage first = new Stage("first", 0.5, Map.of("student", List.of(moving)), Map.of());
    Stage second = new Stage("second", 0.5, Map.of("student", List.of(hard(1))), Map.of());
    TrainingResult both =
        fixture.train(
            new DistillationPlan(Map.of("student", TinyLesson.STUDENT), List.of(first, second)), 2);
    assertEquals(2, both.temperatures().get("fc"), 1e-9);
    assertEquals(Map.of(), fixture.train(plan(hard(1)), 1).temperatures());
  }

  @Test
  void aTemperatureThatFallsToZeroIsRefusedByName() {
    Term moving =
        new Term("soft", DIVERGENCE, "fc", new TargetSource.TeacherHead("class"), 1)
            .with(new Term.Temperature(4, (step, steps) -> step < 2 ? 1 : 0));
    String message =
        assertThrows(RetortException.class, () -> fixture.train(plan(moving), 1)).getMessage();
    assertTrue(message.contains("'soft'") && message.contains("step 3 of 3"), message);
  }

  private static EpochReport.TermReport term(EpochReport report, String name) {
    return report.terms().get("student").stream()
        .filter(term -> term.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> rounded(List<Double> values) {
    return values.stream().map(value -> Math.round(value * 1e9) / 1e9).toList();
  }
}
