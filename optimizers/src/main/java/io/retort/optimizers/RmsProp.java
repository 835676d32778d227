package io.retort.optimizers;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.UpdateRule;
import java.util.List;

/**
 * Gradient descent by gradients divided by their recent size. With the smoothing ρ and the momentum
 * μ:
 *
 * <pre>{@code
 * s ← ρ·s + (1 − ρ)·g²
 * v ← μ·v + g / (√s + ε)
 * p ← p − lr·v
 * }</pre>
 *
 * <p>Tieleman and Hinton, <i>Neural Networks for Machine Learning</i>, lecture 6.5, 2012. ε stands
 * outside the root, as in PyTorch.
 *
 * @param learningRate how far a step goes
 * @param smoothing how much of the mean square survives a step
 * @param momentum how much of the velocity survives a step
 * @param epsilon added to the root
 */
public record RmsProp(
    @Doc("How far a step goes.") @Default("0.01") @Range(min = 0, minExclusive = true)
        double learningRate,
    @Doc("How much of the mean squared gradient survives a step.")
        @Default("0.99")
        @Range(min = 0, max = 1, maxExclusive = true)
        double smoothing,
    @Doc("How much of the velocity survives a step; 0 for none.")
        @Default("0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double momentum,
    @Doc("Added to the root, against division by zero.") @Default("1e-8") @Range(min = 1e-30)
        double epsilon)
    implements FirstOrderOptimizer {

  @Override
  public List<String> stateNames() {
    return momentum == 0 ? List.of("mean-square") : List.of("mean-square", "velocity");
  }

  @Override
  public UpdateRule rule(Step step) {
    float rate = (float) (learningRate * step.rateFactor());
    float keep = (float) smoothing;
    float take = (float) (1 - smoothing);
    float eps = (float) epsilon;
    if (momentum == 0) {
      return (p, state, inputs, count) -> {
        float[] s = state[0];
        float[] g = inputs[0];
        for (int i = 0; i < count; i++) {
          float square = keep * s[i] + take * g[i] * g[i];
          s[i] = square;
          p[i] -= rate * g[i] / ((float) Math.sqrt(square) + eps);
        }
      };
    }
    float mu = (float) momentum;
    return (p, state, inputs, count) -> {
      float[] s = state[0];
      float[] v = state[1];
      float[] g = inputs[0];
      for (int i = 0; i < count; i++) {
        float square = keep * s[i] + take * g[i] * g[i];
        s[i] = square;
        float velocity = mu * v[i] + g[i] / ((float) Math.sqrt(square) + eps);
        v[i] = velocity;
        p[i] -= rate * velocity;
      }
    };
  }
}
