package io.retort.runtime.prediction;

import io.retort.core.data.InputColumn;
import io.retort.core.data.RowListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts cells of raw rows. */
final class RowCounts implements RowListener {
  /** What decoders write for bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Set<String> columns;
  private final Map<String, Long> replaced = new HashMap<>();
  private final Map<String, Long> filled = new HashMap<>();
  private final Map<String, Long> unknown = new HashMap<>();
  private final Map<String, Long> passedOver = new HashMap<>();

  /**
   * Counts of a student's rows.
   *
   * @param columns those that it reads
   */
  RowCounts(List<InputColumn> columns) {
    this.columns = columns.stream().map(InputColumn::name).collect(Collectors.toSet());
  }

  /** Cells that were read from a file, some perhaps of bytes that are not UTF-8. */
  void decoded(Map<String, ?> cells) {
    cells.forEach(
        (column, cell) -> {
          if (cell instanceof String text
              && text.indexOf(REPLACEMENT) >= 0
              && columns.contains(column)) {
            replaced.merge(column, 1L, Long::sum);
          }
        });
  }

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

  Map<String, Long> replaced() {
    return replaced;
  }

  Map<String, Long> passedOver() {
    return passedOver;
  }
}
