package io.retort.core.metric;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The part that each sample has in a figure that is not a mean over samples: the pseudovalues of
 * the jackknife (Tukey 1958), {@code n·θ − (n − 1)·θ₋ᵢ}, where θ is the figure of all n samples and
 * θ₋ᵢ that of all but one. Of a mean they are the samples' own values.
 *
 * <p>Of many samples a group at a time is left out (Shao and Tu 1995, section 2.3), so that the
 * work grows with their number and not with its square. The groups are drawn: were they runs or
 * every so many of the samples, the order of a file would show in how much they differ.
 */
final class Jackknife {
  /** The most parts that are left out in turn. */
  static final int GROUPS = 1000;

  private Jackknife() {}

  /**
   * The pseudovalues.
   *
   * @param all the figure of all samples
   * @param without that of all but each part
   */
  static double[] pseudovalues(double all, double[] without) {
    int n = without.length;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = n == 1 ? all : n * all - (n - 1) * without[i];
    }
    return values;
  }

  /**
   * What parts of the samples contribute to any figure.
   *
   * @param n the number of samples
   * @param all the figure of all of them
   * @param figure the figure of some of them, given by their indexes
   * @return a value for each sample, or for each of {@value #GROUPS} groups of samples of nearly
   *     the same size; the same groups for all models
   */
  static double[] of(int n, double all, ToDoubleFunction<int[]> figure) {
    int groups = Math.min(n, GROUPS);
    int[] group = groups(n, groups);
    double[] without = new double[groups];
    for (int left = 0; left < groups && groups > 1; left++) {
      int[] members = new int[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (group[i] != left) {
          members[count++] = i;
        }
      }
      without[left] = figure.applyAsDouble(Arrays.copyOf(members, count));
    }
    return pseudovalues(all, without);
  }

  /** The group of each sample. */
  private static int[] groups(int n, int groups) {
    int[] group = new int[n];
    Arrays.setAll(group, i -> i % groups);
    if (groups < n) {
      SplittableRandom random = new SplittableRandom(n);
      for (int i = n - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int moved = group[i];
        group[i] = group[other];
        group[other] = moved;
      }
    }
    return group;
  }
}
