package io.retort.backends.cpu.dl4j.samediff;

import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;

/** {@code T² Σ p log(p/q)} of softened logits, as an expression. */
final class SameDiffSoftTargets extends SameDiffLoss implements TemperedLoss {
  private final double temperature;

  SameDiffSoftTargets(double temperature) {
    super(Set.of(TargetKind.LOGITS));
    this.temperature = temperature;
  }

  @Override
  public TemperedLoss withTemperature(double other) {
    return new SameDiffSoftTargets(other);
  }

  @Override
  protected SDVariable rows(ComparedVariables compared) {
    SDVariable q = compared.logSoftmax(compared.student().div(temperature));
    SDVariable p = compared.logSoftmax(compared.target().div(temperature));
    SDVariable each = compared.graph().math().exp(p).mul(p.sub(q));
    return each.sum(1).mul(temperature * temperature);
  }
}
