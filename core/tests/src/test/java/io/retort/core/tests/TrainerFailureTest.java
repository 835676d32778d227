package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.start;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.DivergedException;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that are not finite, and trials of optimizers. */
class TrainerFailureTest {
  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aLossThatIsNotFiniteStopsWithTermBatchAndLastGoodWeights() {
    boolean[] broken = new boolean[1];
    Loss breaking =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            double value = LABEL_LOSS.evaluate(student, target, gradient);
            return broken[0] ? Double.NaN : value;
          }
        };
    TrainingListener breaker =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            broken[0] = report.epoch() == 2;
          }
        };
    TrainingSettings how = TinyLesson.settings(4, LABEL_LOSS);
    Term hint = new Term("fragile", breaking, "fc", new TargetSource.Labels("class"), 1);
    String expected = bits(fixture.train(plan(hard(1)), 2));
    DivergedException stopped =
        assertRefused(
            DivergedException.class,
            () -> fixture.train(plan(hint), 1, fixture.all(), how, 12, breaker),
            "'fragile'",
            "step 7 of 12",
            "batch of 8",
            "of epoch 2",
            "seed 1");
    assertEquals(expected, stopped.lastGood().weights().fingerprint());
  }

  @Test
  void aGradientThatIsNotFiniteStopsToo() {
    Loss steep =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            gradient.fill(Float.POSITIVE_INFINITY);
            return 1;
          }
        };
    Term term = new Term("steep", steep, "fc", new TargetSource.Labels("class"), 1);
    DivergedException stopped =
        assertThrows(DivergedException.class, () -> fixture.train(plan(term), 1));
    assertTrue(
        stopped.getMessage().contains("'steep'")
            && stopped.getMessage().contains("before the first step"),
        stopped::getMessage);
    assertEquals(start(1).fingerprint(), stopped.lastGood().weights().fingerprint());
  }

  @Test
  void aWeightThatIsNotFiniteStopsAtTheEndOfItsEpoch() {
    Loss huge =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            gradient.fill(3e38f);
            return 1;
          }
        };
    // One step an epoch: what the step breaks is found after it, not by the next step's loss.
    TrainingSettings whole = TinyLesson.settings(2, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    Term term = new Term("huge", huge, "fc", new TargetSource.Labels("class"), 1);
    DivergedException stopped =
        assertThrows(
            DivergedException.class, () -> fixture.train(plan(term), 1, fixture.all(), whole));
    assertTrue(stopped.getMessage().contains("step 1 of 2: a weight"), stopped::getMessage);
    assertEquals(start(1).fingerprint(), stopped.lastGood().weights().fingerprint());
  }

  /** The optimizer looks at points that are not finite, and is told so rather than stopped. */
  @Test
  void aTrialThatIsNotFiniteIsLeftToTheOptimizer() {
    List<Double> found = new ArrayList<>();
    TrainingResult result =
        fixture.train(plan(hard(1)), 1, fixture.all(), how(trying(Float.NaN, 2, found)));
    assertEquals(6, found.size());
    assertTrue(found.stream().noneMatch(Double::isFinite), found::toString);
    assertEquals(start(1).fingerprint(), bits(result));
  }

  @Test
  void trialsLeaveStatisticsAndReportsAlone() {
    NetworkDescription normed =
        NetworkDescription.sequence()
            .add("hidden", new Layer.Dense(3, ActivationFunction.TANH))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    DistillationPlan plan = DistillationPlan.of(normed, List.of(hard(1)));
    List<Double> found = new ArrayList<>();
    String without = bits(fixture.train(plan, 1, fixture.all(), how(trying(2, 0, found))));
    EpochReport.TermReport report = term(fixture.reports.get(0), "hard");
    fixture.reports.clear();
    assertEquals(without, bits(fixture.train(plan, 1, fixture.all(), how(trying(2, 3, found)))));
    assertEquals(9, found.size());
    assertEquals(report, term(fixture.reports.get(0), "hard"));
  }

  private static TrainingSettings how(Optimizer optimizer) {
    return TrainingSettings.builder(optimizer, LABEL_LOSS)
        .epochs(1)
        .batch(8)
        .validations(1)
        .build();
  }

  /** Moves nothing, but looks at what happens when all parameters have one value. */
  private static Optimizer trying(float value, int trials, List<Double> found) {
    return groups ->
        new Optimizer.Session() {
          @Override
          public void step(Objective objective, double rateFactor) {
            objective.evaluate();
            List<float[]> before = new ArrayList<>();
            for (ParameterGroup group : groups) {
              float[] values = new float[group.values().length()];
              group.values().read(0, values);
              before.add(values);
            }
            for (int i = 0; i < trials; i++) {
              groups.forEach(group -> group.values().fill(value));
              found.add(objective.evaluate());
            }
            for (int i = 0; i < before.size(); i++) {
              groups.get(i).values().write(0, before.get(i));
            }
          }

          @Override
          public Optimizer.State state() {
            return new Optimizer.State(0, Map.of());
          }

          @Override
          public void restore(Optimizer.State state) {
            throw new AssertionError("Nothing is restored");
          }

          @Override
          public void close() {}
        };
  }

  private static EpochReport.TermReport term(EpochReport report, String name) {
    return report.terms().get("student").stream()
        .filter(term -> term.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
