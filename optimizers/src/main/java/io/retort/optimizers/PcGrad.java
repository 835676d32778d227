package io.retort.optimizers;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.Objectives;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Gradient surgery: Yu, Kumar, Gupta, Levine, Hausman and Finn, <i>Gradient Surgery for Multi-Task
 * Learning</i>, 2020. Each objective's gradient meets the others in random order, and where it
 * points against one of them, {@code g·gⱼ < 0}, its part along that one is taken away: {@code g ← g
 * − (g·gⱼ / ‖gⱼ‖²)·gⱼ}. The direction is the sum of what is left, and the plain sum where nothing
 * is in conflict.
 *
 * <p>Of two objectives, neither rises to first order. Of more, one may.
 */
public record PcGrad() implements GradientCombination {

  @Override
  public Session start(List<String> objectives, long seed) {
    return new Surgery(objectives.size(), new SplittableRandom(seed));
  }

  private static final class Surgery implements Session {
    private final int count;
    private final SplittableRandom random;
    private long steps;

    Surgery(int count, SplittableRandom random) {
      this.count = count;
      this.random = random;
    }

    @Override
    public double[] weights(Objectives objectives) {
      steps++;
      double[][] products = objectives.products();
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        double[] left = projected(i, products, order(count, random));
        for (int j = 0; j < count; j++) {
          weights[j] += left[j];
        }
      }
      return weights;
    }

    @Override
    public Map<String, double[]> state() {
      return Map.of("steps", new double[] {steps});
    }

    /** Draws again what the steps have drawn. */
    @Override
    public void restore(Map<String, double[]> state) {
      double[] made = new double[1];
      SavedNumbers.copy(state, "steps", made);
      for (; steps < made[0]; steps++) {
        for (int i = 0; i < count; i++) {
          order(count, random);
        }
      }
    }
  }

  /** What is left of one gradient, as multiples of all of them. */
  private static double[] projected(int objective, double[][] products, int[] order) {
    double[] multiples = new double[products.length];
    multiples[objective] = 1;
    for (int other : order) {
      if (other != objective) {
        double along = 0;
        for (int k = 0; k < multiples.length; k++) {
          along += multiples[k] * products[k][other];
        }
        if (along < 0 && products[other][other] > 0) {
          multiples[other] -= along / products[other][other];
        }
      }
    }
    return multiples;
  }

  private static int[] order(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
