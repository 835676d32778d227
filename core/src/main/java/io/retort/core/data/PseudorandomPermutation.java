package io.retort.core.data;

import java.util.random.RandomGenerator;

/**
 * A pseudorandom order of numbers that takes no memory: each is enciphered, by a balanced Feistel
 * network over the next power of four, as often as it takes to come to one of them (Black and
 * Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). Immutable.
 */
public final class PseudorandomPermutation {
  /** With more numbers, an array of their order would take more than 64 MiB. */
  public static final int MOST_SHUFFLED = 1 << 24;

  private static final int ROUNDS = 6;

  private final int size;
  private final int half;
  private final long[] keys = new long[ROUNDS];

  /**
   * Draws a permutation.
   *
   * @param size how many numbers there are, from 0 on
   * @param random where the keys come from
   */
  public PseudorandomPermutation(int size, RandomGenerator random) {
    this.size = size;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, size - 1));
    this.half = Math.max(1, (bits + 1) / 2);
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = random.nextLong();
    }
  }

  /**
   * The number that takes the place of another one.
   *
   * @param number from 0 to below the size
   * @return from 0 to below the size, for each number another one
   */
  public int of(int number) {
    long place = number;
    do {
      place = enciphered(place);
    } while (place >= size);
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
