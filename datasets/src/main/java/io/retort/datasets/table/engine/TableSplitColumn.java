package io.retort.datasets.table.engine;

import io.retort.core.RetortException;
import io.retort.core.data.SplitKey;
import io.retort.datasets.table.SampleTime;
import java.util.List;

/** The column by which rows are divided for training and test: of groups, or of times. */
final class TableSplitColumn {
  private final TableLayout layout;
  private final TableLayout.Split split;
  private final TableCells cells;

  /** Different groups; or, as the only word, how times are written. */
  private final TableColumn.Words words;

  private final PackedRows rows;
  private final int column;

  /**
   * A column without rows.
   *
   * @param rows where its numbers are
   * @param column which of them
   */
  TableSplitColumn(
      TableLayout layout, TableLayout.Split split, TableCells cells, PackedRows rows, int column) {
    this.layout = layout;
    this.split = split;
    this.cells = cells;
    this.words = new TableColumn.Words(rows, column);
    this.rows = rows;
    this.column = column;
  }

  /** The number of a row's cell. */
  double number(TableRow row) {
    cells.requireGiven(row, split.place(), split.key());
    if (split.by() == TableLayout.SplitBy.GROUP) {
      return words.place(row.cell(split.place()));
    }
    SampleTime time = cells.time(row, split.place());
    if (words.place(time.written()) > 0) {
      throw unlike(row.line(), time.written(), words.dictionary().get(0), "rows before have");
    }
    return time.value();
  }

  private RetortException unlike(long line, String here, String there, String others) {
    return layout
        .header()
        .problem(
            line,
            split.place(),
            "the time is a "
                + here
                + ", but "
                + others
                + " a "
                + there
                + "; write all times alike");
  }

  /** Refuses times that cannot be compared with those to train with. */
  void requireLike(TableSplitColumn train) {
    if (split.by() == TableLayout.SplitBy.TIME && !words().equals(train.words())) {
      throw unlike(
          (long) rows.get(0, rows.columns() - 1),
          words().get(0),
          train.words().get(0),
          "the rows to train with have");
    }
  }

  /** What is to be kept beside the numbers. */
  List<String> words() {
    return words.dictionary();
  }

  /** Takes what was kept. */
  void restore(List<String> kept) {
    kept.forEach(words::place);
  }

  /** The keys of the rows. */
  SplitKey key() {
    String source =
        layout.header().origin().name() + ", column '" + split.name() + "' (" + split.key() + ")";
    return split.by() == TableLayout.SplitBy.GROUP
        ? new SplitKey.Groups(source, words::get)
        : new SplitKey.Times(source, row -> rows.get(row, column));
  }
}
