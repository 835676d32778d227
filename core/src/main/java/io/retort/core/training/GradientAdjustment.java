package io.retort.core.training;

import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Vector;
import java.util.List;

/** The penalties of large weights, and the bound on the gradient's norm. */
final class GradientAdjustment {
  private final float l1;
  private final float l2;
  private final double clipNorm;

  GradientAdjustment(TrainingSettings settings) {
    this.l1 = (float) settings.l1();
    this.l2 = (float) settings.l2();
    this.clipNorm = settings.clipNorm().orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * Adds the penalties' gradients to the groups that decay, then scales the gradient of all groups
   * together down to the largest norm allowed. Parameters in no group count in neither: what is not
   * trained must not slow down what is.
   *
   * @return the value of the penalties, {@code l1·Σ|w| + l2/2·Σw²}
   */
  double apply(List<ParameterGroup> groups) {
    double penalty = 0;
    for (ParameterGroup group : groups) {
      if (group.decay() && (l1 > 0 || l2 > 0)) {
        penalty += penalise(group.values(), group.gradients());
      }
    }
    if (clipNorm < Double.POSITIVE_INFINITY) {
      double squares = 0;
      for (ParameterGroup group : groups) {
        squares += group.gradients().dot(group.gradients());
      }
      double norm = Math.sqrt(squares);
      if (norm > clipNorm) {
        groups.forEach(group -> group.gradients().scale(clipNorm / norm));
      }
    }
    return penalty;
  }

  private double penalise(Vector weights, Vector gradients) {
    gradients.update(
        (gradient, state, inputs, count) -> {
          float[] weight = inputs[0];
          for (int i = 0; i < count; i++) {
            gradient[i] += l1 * Math.signum(weight[i]) + l2 * weight[i];
          }
        },
        List.of(),
        List.of(weights));
    double penalty = l2 / 2 * weights.dot(weights);
    if (l1 > 0) {
      try (Vector signs = weights.like()) {
        signs.update(
            (sign, state, inputs, count) -> {
              for (int i = 0; i < count; i++) {
                sign[i] = Math.signum(inputs[0][i]);
              }
            },
            List.of(),
            List.of(weights));
        penalty += l1 * weights.dot(signs);
      }
    }
    return penalty;
  }
}
