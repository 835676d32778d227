package io.retort.core.training;

import io.retort.core.tensor.Vector;
import java.util.List;

/** The penalties of large weights, and the bound on the gradient's norm. */
final class GradientAdjustment {
  private final float l1;
  private final float l2;
  private final double clipNorm;
  private final int penalised;

  GradientAdjustment(TrainingSettings settings, int penalised) {
    this.l1 = (float) settings.l1();
    this.l2 = (float) settings.l2();
    this.clipNorm = settings.clipNorm().orElse(Double.POSITIVE_INFINITY);
    this.penalised = penalised;
  }

  /**
   * Adds the penalties' gradients, then scales the whole gradient down to the largest norm allowed.
   *
   * @return the value of the penalties, {@code l1·Σ|w| + l2/2·Σw²}
   */
  double apply(Vector parameters, Vector gradients) {
    double penalty = 0;
    if (l1 > 0 || l2 > 0) {
      penalty = penalise(parameters.slice(0, penalised), gradients.slice(0, penalised));
    }
    if (clipNorm < Double.POSITIVE_INFINITY) {
      double norm = gradients.norm();
      if (norm > clipNorm) {
        gradients.scale(clipNorm / norm);
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
