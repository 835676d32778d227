package io.retort.importers.keras;

/**
 * What a layer gives.
 *
 * @param node the node that computes it
 * @param order for each value of a vector, where it lies in Keras; as here if empty
 */
record KerasValue(String node, int[] order) {
  /** The same order as in Keras. */
  static final int[] SAME = {};

  boolean reordered() {
    return order.length > 0;
  }
}
