package io.retort.core.data;

import java.util.List;

/**
 * What a model was taught: the columns that its inputs were made of, and what its outputs mean.
 * Saved with the model, so that data is matched to it by names.
 *
 * @param columns the columns of the inputs, in the order of their values; empty where inputs are no
 *     rows of a table, or nothing is known of the table
 * @param heads what the outputs mean, values with the scale that they are in
 */
public record Signature(List<InputColumn> columns, List<Head> heads) {

  public Signature {
    columns = List.copyOf(columns);
    heads = List.copyOf(heads);
  }
}
