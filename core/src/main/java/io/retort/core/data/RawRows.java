package io.retort.core.data;

import java.util.Map;

/**
 * Samples as the rows of the table that they come from, before anything was done to them: for
 * models that were trained elsewhere and prepare rows in their own way. Thread-safe.
 */
public interface RawRows {

  /**
   * The row of a sample.
   *
   * @param sample its index in the list that these rows are of
   * @return its cells by the names of the input columns: a {@link Double} for a number, a {@link
   *     String} for a category or a text; without those that are missing
   */
  Map<String, Object> row(int sample);
}
