package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Node;
import java.util.Locale;

/** Whether an output can give the values that it is to learn. */
final class ValueRange {

  private ValueRange() {}

  /**
   * Refuses an activation function that bounds the output where values are standardized: they lie
   * on both sides of 0, and not all within 1 of it.
   */
  static void require(Head head, Node output) {
    ActivationFunction last = output.layer().activation();
    if (isBounded(last)
        && head.task().scales().stream().anyMatch(scale -> !scale.equals(Standardization.NONE))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The network's output '"
              + output.name()
              + "' ends with "
              + last.name().toLowerCase(Locale.ROOT)
              + ", which cannot give the values of the head '"
              + head.name()
              + "': they are learned with the mean 0 and the deviation 1. Make the output linear,"
              + " or set scale-targets to false");
    }
  }

  private static boolean isBounded(ActivationFunction function) {
    return switch (function) {
      case LINEAR, LEAKY_RELU -> false;
      case RELU, TANH, SIGMOID, SILU, GELU -> true;
    };
  }
}
