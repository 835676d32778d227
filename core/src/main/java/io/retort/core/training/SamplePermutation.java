package io.retort.core.training;

import io.retort.core.data.IndexSet;
import io.retort.core.data.PseudorandomPermutation;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Samples in an order that can be drawn again. */
abstract class SamplePermutation {
  /** The samples, the order of which is to be drawn first. */
  static SamplePermutation of(IndexSet samples) {
    return samples.size() <= PseudorandomPermutation.MOST_SHUFFLED
        ? new Shuffled(samples.slice(0, samples.size()))
        : new Computed(samples);
  }

  /** Draws a new order. */
  abstract void draw(RandomGenerator random);

  /** The samples at some places of the order. */
  abstract int[] slice(int from, int end);

  /** An array in a new order, by the method of Fisher and Yates. */
  private static final class Shuffled extends SamplePermutation {
    private final int[] order;

    Shuffled(int[] order) {
      this.order = order;
    }

    @Override
    void draw(RandomGenerator random) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }

    @Override
    int[] slice(int from, int end) {
      return Arrays.copyOfRange(order, from, end);
    }
  }

  /** An order that is computed. */
  static final class Computed extends SamplePermutation {
    private final IndexSet samples;
    private PseudorandomPermutation order;

    Computed(IndexSet samples) {
      this.samples = samples;
    }

    @Override
    void draw(RandomGenerator random) {
      order = new PseudorandomPermutation(samples.size(), random);
    }

    @Override
    int[] slice(int from, int end) {
      int[] slice = new int[end - from];
      for (int i = 0; i < slice.length; i++) {
        slice[i] = samples.get(order.of(from + i));
      }
      return slice;
    }
  }
}
