package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Tokens;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.text.Words;
import java.util.List;
import java.util.Optional;

/** Refuses samples of which a network could make no prediction, before anything is computed. */
final class InputCheck {
  private final Shape shape;
  private final List<String> names;

  /** What the input may hold, where it holds tokens. */
  private final Optional<Tokens> tokens;

  /**
   * A check of the inputs of a network.
   *
   * @param plan the network
   * @param names what the inputs are called, in row-major order; empty if that is not known
   */
  InputCheck(NetworkPlan plan, List<String> names) {
    this.shape = plan.input();
    this.names = List.copyOf(names);
    this.tokens = plan.tokens();
  }

  /**
   * Refuses what is not a sample.
   *
   * @param index the sample's number
   * @param samples how many there are
   */
  void require(float[] input, int index, int samples) {
    if (input.length != shape.elements()) {
      throw new IllegalArgumentException(
          Words.capitalised(sample(index, samples))
              + " has "
              + input.length
              + " values; the student reads samples of shape "
              + shape);
    }
    for (int i = 0; i < input.length; i++) {
      float value = input[i];
      if (!Float.isFinite(value)) {
        throw refusal(sample(index, samples), i, value, "is not a finite number");
      } else if (tokens.isPresent()) {
        requireToken(tokens.get(), input, i, sample(index, samples));
      }
    }
  }

  private void requireToken(Tokens expected, float[] input, int i, String sample) {
    boolean ended = i > 0 && input[i - 1] == Tokens.NONE;
    if (!expected.fits(input[i], ended)) {
      throw refusal(sample, i, input[i], expected.misfit(input[i], ended));
    }
  }

  /** What a message calls a sample. */
  static String sample(int index, int samples) {
    return samples == 1 ? "the sample" : "sample " + index + ", counted from 0,";
  }

  /** Whether the values are tokens, of which more is asked than to be finite. */
  boolean readsTokens() {
    return tokens.isPresent();
  }

  /** The shape of one sample. */
  Shape shape() {
    return shape;
  }

  private RetortException refusal(String sample, int index, float value, String clause) {
    return new RetortException(
        ErrorKind.DATA,
        Words.capitalised(sample)
            + " has "
            + value
            + " for the input "
            + index
            + (names.isEmpty() ? "" : " ('" + names.get(index) + "')")
            + ", counted from 0, which "
            + clause
            + "; give values as they were in the training data");
  }
}
