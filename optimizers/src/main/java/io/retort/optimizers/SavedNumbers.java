package io.retort.optimizers;

import java.util.Map;

/** What a combination of gradients remembers, as it is read from a checkpoint. */
final class SavedNumbers {

  private SavedNumbers() {}

  /**
   * Copies saved numbers to where they were.
   *
   * @throws IllegalArgumentException if there are none of this name, or another number of them
   */
  static void copy(Map<String, double[]> state, String name, double[] destination) {
    double[] values = state.get(name);
    if (values == null || values.length != destination.length) {
      throw new IllegalArgumentException(
          "There are no "
              + destination.length
              + " numbers '"
              + name
              + "' in the state of another combination, which has "
              + state.keySet());
    }
    System.arraycopy(values, 0, destination, 0, values.length);
  }
}
