package io.retort.core.data;

/** Told of cells of raw rows that are allowed but worth counting. */
public interface RowListener {
  /** Counts nothing. */
  RowListener NONE = new RowListener() {};

  /**
   * A missing value was filled.
   *
   * @param column its column
   */
  default void filled(InputColumn column) {}

  /**
   * A category was not there in training.
   *
   * @param column its column
   */
  default void unknown(InputColumn column) {}

  /**
   * A cell was passed over.
   *
   * @param column the name of a column that the model does not read
   */
  default void passedOver(String column) {}
}
