package io.retort.core.augmentation;

import java.util.random.RandomGenerator;

/**
 * Changes inputs of one shape. What becomes of an input depends on its values and on the generator
 * alone, not on what was changed before. Thread-safe.
 */
@FunctionalInterface
public interface InputChange {

  /**
   * Changes an input.
   *
   * @param values its values, row-major, to be overwritten by finite ones
   * @param random where everything comes from that is drawn; it is new for each sample and view
   */
  void apply(float[] values, RandomGenerator random);
}
