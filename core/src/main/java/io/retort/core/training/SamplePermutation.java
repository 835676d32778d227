package io.retort.core.training;

import io.retort.core.data.IndexSet;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Samples in an order that can be drawn again. */
abstract class SamplePermutation {
  /** With more samples, an array of their order would take more than 64 MiB. */
  static final int MOST_SHUFFLED = 1 << 24;

  /** The samples, the order of which is to be drawn first. */
  static SamplePermutation of(IndexSet samples) {
    return samples.size() <= MOST_SHUFFLED
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

  /**
   * A pseudorandom permutation that takes no memory: the place of each sample is enciphered, by a
   * balanced Feistel network over the next power of four, as often as it takes to come to a number
   * that is a place (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002).
   */
  static final class Computed extends SamplePermutation {
    private static final int ROUNDS = 6;

    private final IndexSet samples;
    private final int half;
    private final long[] keys = new long[ROUNDS];

    Computed(IndexSet samples) {
      this.samples = samples;
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(samples.size() - 1);
      this.half = Math.max(1, (bits + 1) / 2);
    }

    @Override
    void draw(RandomGenerator random) {
      for (int round = 0; round < ROUNDS; round++) {
        keys[round] = random.nextLong();
      }
    }

    @Override
    int[] slice(int from, int end) {
      int[] slice = new int[end - from];
      for (int i = 0; i < slice.length; i++) {
        slice[i] = samples.get(place(from + i));
      }
      return slice;
    }

    private int place(int number) {
      long place = number;
      do {
        place = enciphered(place);
      } while (place >= samples.size());
      return (int) place;
    }

    private long enciphered(long number) {
      long mask = (1L << half) - 1;
      long left = number >>> half;
      long right = number & mask;
      for (long key : keys) {
        long next = left ^ (mixed(right ^ key) & mask);
        left = right;
        right = next;
      }
      return left << half | right;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mixed(long value) {
      long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      return z ^ z >>> 31;
    }
  }
}
