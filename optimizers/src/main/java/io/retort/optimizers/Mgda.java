package io.retort.optimizers;

import io.retort.core.gradient.GradientCombination;
import java.util.List;

/**
 * The multiple-gradient descent algorithm: Désidéri, <i>Multiple-gradient descent algorithm (MGDA)
 * for multiobjective optimization</i>, 2012; Sener and Koltun, <i>Multi-Task Learning as
 * Multi-Objective Optimization</i>, 2018. The direction is the shortest vector {@code Σ αᵢgᵢ} with
 * {@code αᵢ ≥ 0} and {@code Σ αᵢ = 1}. No objective rises to first order, and the vector is 0 only
 * where no direction lowers all of them.
 *
 * <p>The point is found by the Frank–Wolfe method, here in its pairwise form, which for two
 * objectives is the closed formula of the authors. Since the weights sum to 1 and favour the
 * smallest gradient, steps are shorter than those of the plain sum: raise the learning rate.
 */
public record Mgda() implements GradientCombination {

  @Override
  public Session start(List<String> objectives, long seed) {
    return step -> Simplex.shortest(step.products());
  }
}
