package io.retort.runtime.timing;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Losses that measure their evaluations. */
public final class TimedLoss {

  private TimedLoss() {}

  /**
   * The same plan with measured losses.
   *
   * @param plan the plan
   * @param clock measures
   * @return a plan that trains the same
   */
  public static DistillationPlan in(DistillationPlan plan, StepClock clock) {
    return new DistillationPlan(
        plan.learners(), plan.stages().stream().map(stage -> in(stage, clock)).toList());
  }

  private static Stage in(Stage stage, StepClock clock) {
    Map<String, List<Term>> terms = new HashMap<>();
    stage
        .terms()
        .forEach(
            (learner, all) ->
                terms.put(learner, all.stream().map(term -> in(term, clock)).toList()));
    return stage.with(terms);
  }

  private static Term in(Term term, StepClock clock) {
    return term.with(of(term.loss(), clock));
  }

  private static Loss of(Loss loss, StepClock clock) {
    return loss instanceof TemperedLoss tempered
        ? new Tempered(tempered, clock)
        : new Plain(loss, clock);
  }

  private static double measured(
      Loss loss, StepClock clock, Tensor student, Target target, Tensor gradient) {
    return clock.measure(StepClock.Phase.LOSS, () -> loss.evaluate(student, target, gradient));
  }

  private record Plain(Loss loss, StepClock clock) implements Loss {
    @Override
    public Set<TargetKind> accepts() {
      return loss.accepts();
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return measured(loss, clock, student, target, gradient);
    }
  }

  private record Tempered(TemperedLoss loss, StepClock clock) implements TemperedLoss {
    @Override
    public Set<TargetKind> accepts() {
      return loss.accepts();
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return measured(loss, clock, student, target, gradient);
    }

    @Override
    public TemperedLoss withTemperature(double temperature) {
      return new Tempered(loss.withTemperature(temperature), clock);
    }
  }
}
