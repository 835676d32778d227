package io.retort.optimizers;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.UpdateRule;
import java.util.List;

/**
 * {@link Adam} with the largest mean square so far in place of the present one, so that the steps
 * of a parameter cannot grow again after its gradients have become small:
 *
 * <pre>{@code
 * m ← β₁·m + (1 − β₁)·g
 * v ← β₂·v + (1 − β₂)·g²
 * w ← max(w, v)
 * p ← p − lr · m/(1 − β₁ᵗ) / (√(w/(1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * <p>Reddi, Kale and Kumar, <i>On the Convergence of Adam and Beyond</i>, 2018, algorithm 2. The
 * means are corrected for their start as in Adam, after the maximum, as in PyTorch.
 *
 * @param learningRate how far a step goes at most, roughly
 * @param beta1 how much of the mean survives a step
 * @param beta2 how much of the mean square survives a step
 * @param epsilon added to the root
 */
public record AmsGrad(
    @Doc("How far a step goes.") @Default("0.001") @Range(min = 0, minExclusive = true)
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
        double epsilon)
    implements FirstOrderOptimizer {

  /**
   * AMSGrad with the usual β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate how far a step goes
   */
  public AmsGrad(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  @Override
  public List<String> stateNames() {
    return List.of("mean", "mean-square", "largest-mean-square");
  }

  @Override
  public UpdateRule rule(Step step) {
    double rate = learningRate * step.rateFactor();
    float size = (float) (rate / (1 - Math.pow(beta1, (double) step.number())));
    float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step.number())));
    float keepMean = (float) beta1;
    float takeMean = (float) (1 - beta1);
    float keepSquare = (float) beta2;
    float takeSquare = (float) (1 - beta2);
    float eps = (float) epsilon;
    return (p, state, inputs, count) -> {
      float[] m = state[0];
      float[] v = state[1];
      float[] w = state[2];
      float[] g = inputs[0];
      for (int i = 0; i < count; i++) {
        float mean = keepMean * m[i] + takeMean * g[i];
        float square = keepSquare * v[i] + takeSquare * g[i] * g[i];
        float largest = Math.max(w[i], square);
        m[i] = mean;
        v[i] = square;
        w[i] = largest;
        p[i] -= size * mean / ((float) Math.sqrt(largest) * rootScale + eps);
      }
    };
  }
}
