package io.retort.benchmarks;

import io.retort.backends.cpu.dl4j.samediff.ComparedVariables;
import io.retort.backends.cpu.dl4j.samediff.SameDiffLoss;
import io.retort.core.loss.TargetKind;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;

/** What {@link io.retort.losses.KullbackLeibler} computes in one pass, as an expression. */
final class SameDiffKullbackLeibler extends SameDiffLoss {
  private final double temperature;

  SameDiffKullbackLeibler(double temperature) {
    super(Set.of(TargetKind.LOGITS));
    this.temperature = temperature;
  }

  @Override
  protected SDVariable rows(ComparedVariables compared) {
    SDVariable q = compared.logSoftmax(compared.student().div(temperature));
    SDVariable p = compared.logSoftmax(compared.target().div(temperature));
    SDVariable each = compared.graph().math().exp(p).mul(p.sub(q));
    return each.sum(1).mul(temperature * temperature);
  }
}
