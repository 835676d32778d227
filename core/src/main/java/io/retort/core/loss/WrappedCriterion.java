package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A criterion that is what another one is, and whose sessions are seen by somebody. */
public final class WrappedCriterion {
  private WrappedCriterion() {}

  /**
   * The same criterion with sessions around its own.
   *
   * @param criterion the criterion
   * @param around makes a session of each of its sessions, most often a {@link ForwardingSession}
   * @return a criterion that has a temperature if the other one has
   */
  public static Criterion of(Criterion criterion, UnaryOperator<CriterionSession> around) {
    return criterion instanceof TemperedLoss tempered
        ? new Tempered(tempered, around)
        : new Plain(criterion, around);
  }

  private record Plain(Criterion criterion, UnaryOperator<CriterionSession> around)
      implements Criterion {
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
      return around.apply(criterion.start(setting));
    }
  }

  private record Tempered(TemperedLoss loss, UnaryOperator<CriterionSession> around)
      implements TemperedLoss {
    @Override
    public Set<TargetKind> accepts() {
      return loss.accepts();
    }

    @Override
    public boolean relatesSamples() {
      return loss.relatesSamples();
    }

    @Override
    public boolean needsEqualShapes() {
      return loss.needsEqualShapes();
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return loss.evaluate(student, target, gradient);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return around.apply(loss.start(setting));
    }

    @Override
    public TemperedLoss withTemperature(double temperature) {
      return new Tempered(loss.withTemperature(temperature), around);
    }
  }
}
