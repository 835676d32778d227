package io.retort.core.data;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * How much samples count in what a training minimises. The scale does not matter: weights of 2 and
 * 4 are those of 1 and 2.
 *
 * @param source where they come from, as the first words of a message, such as {@code people.csv,
 *     column 'households'}
 * @param weight the weight of a sample, a finite number from 0 on; at 0 it counts in no loss
 */
public record SampleWeights(String source, IntToDoubleFunction weight) {

  /**
   * The weights of some samples.
   *
   * @param members gives the index of the sample that has a place in a new list
   * @return their weights, by their places there
   */
  public SampleWeights of(IntUnaryOperator members) {
    return new SampleWeights(source, sample -> weight.applyAsDouble(members.applyAsInt(sample)));
  }
}
