package io.retort.core.data;

import java.util.List;

/**
 * What a model was taught: what its inputs were made of, and what its outputs mean. Saved with the
 * model, so that data is matched to it by names.
 *
 * @param preparation what was done to raw data
 * @param heads what the outputs mean, values with the scale that they are in
 */
public record Signature(InputPreparation preparation, List<Head> heads) {

  public Signature {
    heads = List.copyOf(heads);
  }

  /**
   * The columns of the inputs.
   *
   * @return in the order of their values; empty where inputs are not rows of a table, or nothing is
   *     known of the table
   */
  public List<InputColumn> columns() {
    return preparation.columns();
  }
}
