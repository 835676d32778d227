package io.retort.core.network;

import java.util.function.Function;

/** What an array holds before training. */
public sealed interface InitialValues {

  /**
   * Does what is for this kind.
   *
   * @param drawn for numbers that are drawn
   * @param constant for the same number everywhere
   * @param ones for ones in a range
   * @param <R> what comes of it
   * @return what the function that was called returns
   */
  <R> R match(Function<Drawn, R> drawn, Function<Constant, R> constant, Function<Ones, R> ones);

  /**
   * Numbers drawn at random.
   *
   * @param initializer from which distribution, never {@link Initializer#AUTO}
   * @param fanIn the number of inputs that one output sums
   * @param fanOut the number of outputs that one input reaches
   */
  record Drawn(Initializer initializer, int fanIn, int fanOut) implements InitialValues {
    @Override
    public <R> R match(
        Function<Drawn, R> drawn, Function<Constant, R> constant, Function<Ones, R> ones) {
      return drawn.apply(this);
    }
  }

  /**
   * The same number everywhere.
   *
   * @param value the number
   */
  record Constant(float value) implements InitialValues {
    @Override
    public <R> R match(
        Function<Drawn, R> drawn, Function<Constant, R> constant, Function<Ones, R> ones) {
      return constant.apply(this);
    }
  }

  /**
   * Ones in a range, zeros elsewhere.
   *
   * @param from the index of the first one
   * @param to the index after the last one
   */
  record Ones(int from, int to) implements InitialValues {
    @Override
    public <R> R match(
        Function<Drawn, R> drawn, Function<Constant, R> constant, Function<Ones, R> ones) {
      return ones.apply(this);
    }
  }
}
