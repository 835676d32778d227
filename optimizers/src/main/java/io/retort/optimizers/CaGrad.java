package io.retort.optimizers;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Arrays;
import java.util.List;

/**
 * Conflict-averse gradient descent: Liu, Liu, Jin, Stone and Liu, <i>Conflict-Averse Gradient
 * Descent for Multi-task Learning</i>, 2021. Among the directions d within {@code c‖g₀‖} of the
 * mean gradient {@code g₀}, it takes the one whose smallest improvement {@code minᵢ gᵢ·d} is
 * largest:
 *
 * <pre>{@code d = g₀ + c‖g₀‖·g_w / ‖g_w‖,  g_w = Σ wᵢgᵢ,  w = argmin over the simplex of
 *     g_w·g₀ + c‖g₀‖·‖g_w‖}</pre>
 *
 * <p>Here d is multiplied by the number of objectives, so that {@code c = 0} is the plain sum. With
 * {@code c < 1} it still descends the mean; from {@code c = 1} on, no objective rises to first
 * order.
 *
 * @param c how far the direction may be from the mean gradient, as a share of its length
 */
public record CaGrad(
    @Doc("How far the direction may be from the mean gradient, as a share of its length.")
        @Default("0.5")
        @Range(min = 0)
        double c)
    implements GradientCombination {
  /** A length, as a share of the longest gradient, that rounding errors alone may leave. */
  private static final double CANCELLED = 1e-7;

  @Override
  public Session start(List<String> objectives, long seed) {
    return step -> weights(step.products());
  }

  private double[] weights(double[][] products) {
    int count = products.length;
    double[] mean = new double[count];
    Arrays.fill(mean, 1.0 / count);
    double[] withMean = Simplex.times(products, mean);
    double radius = c * length(mean, withMean);
    double[] worst =
        Simplex.minimise(
            count,
            w -> {
              double[] along = Simplex.times(products, w);
              double length = length(w, along);
              double[] slope = withMean.clone();
              for (int i = 0; i < count && length > 0; i++) {
                slope[i] += radius * along[i] / length;
              }
              return slope;
            });
    double length = length(worst, Simplex.times(products, worst));
    double[] weights = new double[count];
    if (length > CANCELLED * largest(products)) {
      Arrays.setAll(weights, i -> 1 + count * radius / length * worst[i]);
    } else if (c < 1 || radius == 0) {
      Arrays.fill(weights, 1);
    }
    // What is left: the gradients cancel out, and standing still is the best within reach.
    return weights;
  }

  /** The length of {@code Σ wᵢgᵢ}, given its products with all gradients. */
  private static double length(double[] weights, double[] products) {
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      square += weights[i] * products[i];
    }
    return Math.sqrt(Math.max(0, square));
  }

  private static double largest(double[][] products) {
    double largest = 0;
    for (int i = 0; i < products.length; i++) {
      largest = Math.max(largest, Math.sqrt(products[i][i]));
    }
    return largest;
  }
}
