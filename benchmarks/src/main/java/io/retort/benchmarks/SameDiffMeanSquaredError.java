package io.retort.benchmarks;

import io.retort.backends.cpu.dl4j.samediff.ComparedVariables;
import io.retort.backends.cpu.dl4j.samediff.SameDiffLoss;
import io.retort.core.loss.TargetKind;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** What {@link io.retort.losses.MeanSquaredError} computes in one pass, as an expression. */
final class SameDiffMeanSquaredError extends SameDiffLoss {

  SameDiffMeanSquaredError() {
    super(Set.of(TargetKind.FEATURES));
  }

  @Override
  protected SDVariable rows(ComparedVariables compared) {
    SDVariable distance = compared.student().sub(compared.target());
    int axes = compared.student().getShape().length;
    return distance.mul(distance).mean(IntStream.range(1, axes).toArray());
  }
}
