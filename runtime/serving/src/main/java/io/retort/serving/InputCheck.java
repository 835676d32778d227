package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.text.Words;
import java.util.List;

/** Refuses samples of which a network could make no prediction, before anything is computed. */
final class InputCheck {
  private final Shape shape;
  private final List<String> names;

  /** The smallest vocabulary among the embeddings of the input; 0 where it holds no tokens. */
  private final int vocabulary;

  /**
   * A check of the inputs of a network.
   *
   * @param plan the network
   * @param names what the inputs are called, in row-major order; empty if that is not known
   */
  InputCheck(NetworkPlan plan, List<String> names) {
    this.shape = plan.input();
    this.names = List.copyOf(names);
    this.vocabulary = plan.vocabulary().orElse(0);
  }

  /**
   * Refuses what is no sample.
   *
   * @param sample what a message calls it, such as {@code the sample}
   */
  void require(float[] input, String sample) {
    if (input.length != shape.elements()) {
      throw new IllegalArgumentException(
          Words.capitalised(sample)
              + " has "
              + input.length
              + " values; the student reads samples of shape "
              + shape);
    }
    for (int i = 0; i < input.length; i++) {
      float value = input[i];
      if (!Float.isFinite(value)) {
        throw refusal(sample, i, value, "is no finite number");
      } else if (vocabulary > 0 && (value != (int) value || value < 0 || value >= vocabulary)) {
        throw refusal(sample, i, value, "is no whole number from 0 to " + (vocabulary - 1));
      }
    }
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
