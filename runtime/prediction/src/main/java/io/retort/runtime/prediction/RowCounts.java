package io.retort.runtime.prediction;

import io.retort.core.data.InputColumn;
import io.retort.core.data.RowListener;
import java.util.HashMap;
import java.util.Map;

/** Counts cells of raw rows. */
final class RowCounts implements RowListener {
  private final Map<String, Long> filled = new HashMap<>();
  private final Map<String, Long> unknown = new HashMap<>();
  private final Map<String, Long> passedOver = new HashMap<>();

  @Override
  public void filled(InputColumn column) {
    filled.merge(column.name(), 1L, Long::sum);
  }

  @Override
  public void unknown(InputColumn column) {
    unknown.merge(column.name(), 1L, Long::sum);
  }

  @Override
  public void passedOver(String column) {
    passedOver.merge(column, 1L, Long::sum);
  }

  Map<String, Long> filled() {
    return filled;
  }

  Map<String, Long> unknown() {
    return unknown;
  }

  Map<String, Long> passedOver() {
    return passedOver;
  }
}
