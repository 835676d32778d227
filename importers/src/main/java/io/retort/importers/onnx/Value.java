package io.retort.importers.onnx;

/**
 * What a value of the graph is in the network.
 *
 * @param node the node that computes it
 * @param form how the graph has it
 */
record Value(String node, Form form) {

  /** How the graph has a value. */
  enum Form {
    /** {@code [batch, …]}, as here. */
    SAME,
    /** A sequence with the time first, {@code [time, batch, features]}. */
    BY_TIME,
    /** All states of a recurrent node, {@code [time, 1, batch, units]}. */
    STATES,
    /** The last state of a recurrent node, {@code [1, batch, units]}. */
    LAST_STATE
  }

  static Value of(String node) {
    return new Value(node, Form.SAME);
  }

  Value in(Form other) {
    return new Value(node, other);
  }
}
