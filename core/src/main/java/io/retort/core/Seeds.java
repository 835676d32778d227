package io.retort.core;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Independent seeds for the different things that one seed decides. */
public final class Seeds {

  private Seeds() {}

  /**
   * Derives a seed.
   *
   * @param seed the seed of the whole
   * @param purpose what the derived seed is for, such as {@code shuffle}
   * @return a seed that depends on both
   */
  public static long derive(long seed, String purpose) {
    CRC32 hash = new CRC32();
    hash.update(purpose.getBytes(StandardCharsets.UTF_8));
    return mixed(seed * 0x9E3779B97F4A7C15L + hash.getValue() * 0xBF58476D1CE4E5B9L);
  }

  /**
   * Derives a seed for one of many things of the same kind.
   *
   * @param seed the seed of all
   * @param number which of them
   * @return a seed that depends on both, different for all numbers
   */
  public static long derive(long seed, long number) {
    return mixed(mixed(seed + 0x9E3779B97F4A7C15L) ^ number);
  }

  /** The finalizer of SplitMix64, which is a permutation. */
  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
