package io.retort.runtime.experiment.timing;

import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.ForwardingSession;
import io.retort.core.loss.WrappedCriterion;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Losses that measure their evaluations. */
public final class TimedLoss extends ForwardingSession {
  private final StepClock clock;

  private TimedLoss(CriterionSession session, StepClock clock) {
    super(session);
    this.clock = clock;
  }

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
    return term.with(
        WrappedCriterion.of(term.criterion(), session -> new TimedLoss(session, clock)));
  }

  @Override
  public double evaluate(CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
    return clock.measure(
        StepClock.Phase.LOSS, () -> super.evaluate(input, gradients, parameterGradients));
  }
}
