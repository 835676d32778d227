package io.retort.runtime.experiment.timing;

import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import java.util.List;

/**
 * An optimizer that measures its steps, without the evaluations that it asks for.
 *
 * @param optimizer the optimizer
 * @param clock measures
 */
public record TimedOptimizer(Optimizer optimizer, StepClock clock) implements Optimizer {

  @Override
  public Session start(List<ParameterGroup> groups) {
    return new TimedSession(optimizer.start(groups), clock);
  }

  @Override
  public double learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public long stateVectors() {
    return optimizer.stateVectors();
  }

  private record TimedSession(Session session, StepClock clock) implements Session {

    @Override
    public void step(Objective objective, double rateFactor) {
      clock.measure(
          StepClock.Phase.UPDATE,
          () -> {
            session.step(new Outside(objective, clock), rateFactor);
            return session;
          });
    }

    @Override
    public State state() {
      return session.state();
    }

    @Override
    public void restore(State state) {
      session.restore(state);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** An objective, whose evaluations are not part of the optimizer's time. */
  private record Outside(Objective objective, StepClock clock) implements Objective {

    @Override
    public double evaluate() {
      return clock.measure(StepClock.Phase.OTHER, objective::evaluate);
    }

    @Override
    public void differentiate() {
      clock.measure(
          StepClock.Phase.OTHER,
          () -> {
            objective.differentiate();
            return objective;
          });
    }
  }
}
