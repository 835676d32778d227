package io.retort.runtime.experiment.timing;

import io.retort.core.loss.Compared;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
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
    return term.with(of(term.criterion(), clock));
  }

  private static Criterion of(Criterion criterion, StepClock clock) {
    return criterion instanceof TemperedLoss tempered
        ? new Tempered(tempered, clock)
        : new Timed(criterion, clock);
  }

  private record Timed(Criterion criterion, StepClock clock) implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return criterion.accepts();
    }

    @Override
    public boolean relatesSamples() {
      return criterion.relatesSamples();
    }

    @Override
    public boolean needsEqualShapes() {
      return criterion.needsEqualShapes();
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return new TimedSession(criterion.start(setting), clock);
    }
  }

  private record Tempered(TemperedLoss loss, StepClock clock) implements TemperedLoss {
    @Override
    public Set<TargetKind> accepts() {
      return loss.accepts();
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return loss.evaluate(student, target, gradient);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return new TimedSession(loss.start(setting), clock);
    }

    @Override
    public TemperedLoss withTemperature(double temperature) {
      return new Tempered(loss.withTemperature(temperature), clock);
    }
  }

  private record TimedSession(CriterionSession session, StepClock clock)
      implements CriterionSession {
    @Override
    public double evaluate(Compared compared, List<Tensor> gradients, float[] parameterGradients) {
      return clock.measure(
          StepClock.Phase.LOSS, () -> session.evaluate(compared, gradients, parameterGradients));
    }

    @Override
    public float[] initialParameters() {
      return session.initialParameters();
    }

    @Override
    public Map<String, Tensor> memory() {
      return session.memory();
    }

    @Override
    public void remember(Compared compared) {
      session.remember(compared);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
