package io.retort.optimizers;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Update;
import java.util.List;

/**
 * {@link Adam} with weight decay that does not pass through the running means. A step also takes
 * {@code lr·λ·p} away from each parameter of the groups that decay, which are weights but neither
 * biases nor scales.
 *
 * <p>Loshchilov and Hutter, <i>Decoupled Weight Decay Regularization</i>, 2019. As in PyTorch, λ is
 * multiplied by the learning rate.
 *
 * @param learningRate how far a step goes at most, roughly
 * @param beta1 how much of the mean survives a step
 * @param beta2 how much of the mean square survives a step
 * @param epsilon added to the root
 * @param weightDecay λ
 */
public record AdamW(
    @Doc("How far a step goes.")
        @Default("0.001")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighLearningRate.ABOVE, because = HighLearningRate.BECAUSE)
        double learningRate,
    @Doc("How much of the mean gradient survives a step.")
        @Default("0.9")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta1,
    @Doc("How much of the mean squared gradient survives a step.")
        @Default("0.999")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta2,
    @Doc("Added to the root, against division by zero.") @Default("1e-8") @Range(min = 1e-30)
        double epsilon,
    @Doc("The part of a weight, times the learning rate, that a step takes away.")
        @Default("0.01")
        @Range(min = 0)
        double weightDecay)
    implements FirstOrderOptimizer {

  /**
   * AdamW with the usual β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate how far a step goes
   * @param weightDecay λ
   */
  public AdamW(double learningRate, double weightDecay) {
    this(learningRate, 0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public List<String> stateNames() {
    return adam().stateNames();
  }

  @Override
  public Update update(Step step) {
    return adam().update(step, step.decay() ? weightDecay : 0);
  }

  private Adam adam() {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }
}
