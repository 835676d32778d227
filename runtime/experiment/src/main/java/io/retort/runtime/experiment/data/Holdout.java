package io.retort.runtime.experiment.data;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Samples in two parts, of which one is held out: for the test, or for validation.
 *
 * @param held the indexes of those that are held out, ascending
 * @param rest those of all others, ascending
 */
record Holdout(int[] held, int[] rest) {

  static Holdout of(int size, IntPredicate held) {
    return new Holdout(
        IntStream.range(0, size).filter(held).toArray(),
        IntStream.range(0, size).filter(held.negate()).toArray());
  }
}
