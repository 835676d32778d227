package io.retort.importers.onnx;

/**
 * What a value of the graph is in the network.
 *
 * @param node the node that computes it
 * @param form how the graph has it
 */
record GraphValue(String node, Form form) {

  /** How the graph has a value. */
  enum Form {
    /** {@code [batch, …]}, as here. */
    SAME,
    /** A sequence with the time first, {@code [time, batch, features]}. */
    BY_TIME,
    /** A sequence with the time last, {@code [batch, features, time]}. */
    TIME_LAST,
    /** A sequence with the least number there is at steps that are not there. */
    FILLED,
    /** The sum of a sequence's steps, {@code [batch, features]}. */
    SUMMED,
    /** A sum of embeddings, {@code [batch, 1, size]}. */
    ROW,
    /** All states of a recurrent node, {@code [time, directions, batch, units]}. */
    STATES,
    /** The same as {@code [time, batch, directions, units]}. */
    STATES_BY_TIME,
    /** The same as {@code [batch, time, directions, units]}. */
    STATES_BY_SAMPLE,
    /** The last state of a recurrent node, {@code [directions, batch, units]}. */
    LAST_STATE,
    /** The same as {@code [batch, directions, units]}. */
    LAST_STATE_BY_SAMPLE
  }

  static GraphValue of(String node) {
    return new GraphValue(node, Form.SAME);
  }

  GraphValue in(Form other) {
    return new GraphValue(node, other);
  }
}
