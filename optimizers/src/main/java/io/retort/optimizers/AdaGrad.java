package io.retort.optimizers;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.UpdateRule;
import java.util.List;

/**
 * Gradient descent with a rate for each parameter that shrinks with all gradients seen:
 *
 * <pre>{@code
 * s ← s + g²
 * p ← p − lr·g / (√s + ε)
 * }</pre>
 *
 * <p>Duchi, Hazan and Singer, <i>Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization</i>, 2011.
 *
 * @param learningRate how far the first step goes
 * @param epsilon added to the root
 */
public record AdaGrad(
    @Doc("How far a step goes.") @Default("0.01") @Range(min = 0, minExclusive = true)
        double learningRate,
    @Doc("Added to the root, against division by zero.") @Default("1e-10") @Range(min = 1e-30)
        double epsilon)
    implements FirstOrderOptimizer {

  @Override
  public List<String> stateNames() {
    return List.of("squares");
  }

  @Override
  public UpdateRule rule(Step step) {
    float rate = (float) (learningRate * step.rateFactor());
    float eps = (float) epsilon;
    return (p, state, inputs, count) -> {
      float[] s = state[0];
      float[] g = inputs[0];
      for (int i = 0; i < count; i++) {
        float squares = s[i] + g[i] * g[i];
        s[i] = squares;
        p[i] -= rate * g[i] / ((float) Math.sqrt(squares) + eps);
      }
    };
  }
}
