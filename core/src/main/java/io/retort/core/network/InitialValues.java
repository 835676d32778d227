package io.retort.core.network;

/** What an array holds before training. */
public sealed interface InitialValues {

  /**
   * Numbers drawn at random.
   *
   * @param initializer from which distribution, never {@link Initializer#AUTO}
   * @param fanIn the number of inputs that one output sums
   * @param fanOut the number of outputs that one input reaches
   */
  record Drawn(Initializer initializer, int fanIn, int fanOut) implements InitialValues {}

  /**
   * The same number everywhere.
   *
   * @param value the number
   */
  record Constant(float value) implements InitialValues {}

  /**
   * Ones in a range, zeros elsewhere.
   *
   * @param from the index of the first one
   * @param to the index after the last one
   */
  record Ones(int from, int to) implements InitialValues {}
}
