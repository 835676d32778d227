package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricSet;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.metric.LogLoss;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When validation samples are looked at, and what is kept. */
class TrainerValidationTest {
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void bestEpochIsThatOfTheValidationSamples() {
    // Steps that start right and then turn round: the best epoch is in the middle.
    Schedule turning = (step, steps) -> step < 9 ? 1 : 0;
    Term leaving =
        new Term("away", DISTANCE, "fc", new TargetSource.TeacherHead("class"), 3)
            .with((Schedule) (step, steps) -> step < 9 ? 0 : 1);
    DistillationPlan plan = plan(hard(1).with(turning), leaving);
    TrainingSettings best = TinyLesson.settings(8, 8, LABEL_LOSS, TrainingSettings.Keep.BEST);
    TrainingResult result = fixture.train(plan, 1, fixture.all(), best);
    List<Double> scores =
        fixture.reports.stream()
            .map(report -> report.validation().get("class").scoreValue())
            .toList();
    int expected = 1;
    for (int epoch = 2; epoch <= scores.size(); epoch++) {
      expected = scores.get(epoch - 1) > scores.get(expected - 1) ? epoch : expected;
    }
    assertTrue(expected < 8, () -> "The last epoch is the best: " + scores);
    assertEquals(expected, result.epoch());
    TrainingSettings same = TinyLesson.settings(8, LABEL_LOSS);
    List<String> bits = new ArrayList<>();
    fixture.train(plan, 1, fixture.all(), same, 3L * 8, snapshots(plan, same, bits));
    assertEquals(bits.get(expected - 1), bits(result));
  }

  /** Log-loss falls for longer than accuracy rises. */
  @Test
  void bestEpochIsThatOfTheMetricThatSelects() {
    Metric loss = new LogLoss();
    fixture.metrics =
        new MetricSet(
            TrainingFixture.METRICS.declared(),
            List.of(),
            Optional.of(new MetricSet.Selection("class", Optional.of(loss))));
    TrainingSettings best = TinyLesson.settings(8, 8, LABEL_LOSS, TrainingSettings.Keep.BEST);
    int chosen = fixture.train(plan(hard(1)), 1, fixture.all(), best).epoch();
    double[] losses =
        fixture.reports.stream()
            .mapToDouble(report -> report.validation().get("class").value("log-loss"))
            .toArray();
    assertEquals(Arrays.stream(losses).min().orElseThrow(), losses[chosen - 1]);
    fixture.metrics = TrainingFixture.METRICS;
    int byAccuracy = fixture.train(plan(hard(1)), 1, fixture.all(), best).epoch();
    assertTrue(byAccuracy < chosen, () -> byAccuracy + " and " + chosen);
  }

  @Test
  void withoutAMetricThereIsNoBestEpoch() {
    fixture.metrics = MetricSet.NONE;
    TrainingSettings best = TinyLesson.settings(2, 2, LABEL_LOSS, TrainingSettings.Keep.BEST);
    assertThrows(
        IllegalArgumentException.class, () -> fixture.train(plan(hard(1)), 1, fixture.all(), best));
  }

  /** At the end of epoch n, the weights of a training that ends there. */
  private TrainingListener snapshots(
      DistillationPlan plan, TrainingSettings how, List<String> bits) {
    return new TrainingListener() {
      @Override
      public void epoch(EpochReport report) {
        if (report.epoch() <= 3 || report.epoch() == 8) {
          bits.add(bits(fixture.train(plan, 1, fixture.all(), how, report.step())));
        } else {
          bits.add("");
        }
      }
    };
  }

  @Test
  void validationIsLookedAtNoMoreOftenThanAsked() {
    TrainingSettings usual = TinyLesson.settings(39, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    TrainingSettings twenty = usual.toBuilder().validations(20).build();
    fixture.train(plan(hard(1)), 1, fixture.all(), twenty);
    long looks = fixture.reports.stream().filter(r -> !r.validation().isEmpty()).count();
    assertEquals(20, looks);
    assertFalse(
        fixture.reports.get(38).validation().isEmpty(), "The last epoch is always looked at");
  }
}
