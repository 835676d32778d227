package io.retort.core.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The order in which samples are visited: a new seeded permutation for each pass, cut into batches
 * of which the last may be smaller.
 */
final class BatchOrder {
  private final int[] order;
  private final int batch;
  private final RandomGenerator random;
  private int next;

  BatchOrder(int samples, int batch, long seed) {
    this.order = new int[samples];
    this.batch = batch;
    this.random = new SplittableRandom(seed);
    this.next = samples;
    Arrays.setAll(order, i -> i);
  }

  /** The next batch, the first one of a new pass where the last pass is complete. */
  int[] next() {
    if (next == order.length) {
      shuffle();
      next = 0;
    }
    int end = next + Math.min(batch, order.length - next);
    int[] samples = Arrays.copyOfRange(order, next, end);
    next = end;
    return samples;
  }

  /** Whether the batch given last was the last one of its pass. */
  boolean passComplete() {
    return next == order.length;
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
