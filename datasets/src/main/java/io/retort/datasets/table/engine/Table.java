package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.RetortException;
import io.retort.core.data.IndexSet;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.SplitKey;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.datasets.table.TaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a table by columns: inputs and, where the rows have them, labels. */
final class Table {
  /** Reading one takes about as long as looking at the clock. */
  private static final int ROWS_BETWEEN_REPORTS = 500;

  private final TableLayout layout;
  private final TableCells cells;
  private final List<TableColumn> inputs;
  private final List<TableColumn> labels;

  /** The rows by their ids, in the order of the rows; empty if they have none. */
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  /** By which rows are divided for training and test. */
  private final Optional<TableSplitColumn> split;

  /** The numbers of a row: inputs, labels, group or time, weight, and the line it begins in. */
  private final PackedRows rows;

  private final double[] next;

  /** A table without rows, which grows in memory. */
  Table(TableLayout layout) {
    this(layout, new MemoryStore());
  }

  /** A table without rows, which grows in a store. */
  Table(TableLayout layout, PackedStore store) {
    this(
        layout,
        new PackedRows(weightAt(layout) + (int) layout.weight().stream().count() + 1, store));
  }

  private Table(TableLayout layout, PackedRows rows) {
    this.layout = layout;
    this.cells = new TableCells(layout.settings(), layout.header());
    this.next = new double[rows.columns()];
    this.rows = rows;
    this.inputs =
        IntStream.range(0, layout.inputs().size())
            .mapToObj(input -> column(layout.inputs().get(input).content(), input))
            .toList();
    this.labels =
        IntStream.range(0, layout.labels().size())
            .mapToObj(
                label ->
                    column(
                        layout.labels().get(label).task() == TaskKind.SINGLE_LABEL
                            ? TableLayout.Content.CATEGORIES
                            : TableLayout.Content.NUMBERS,
                        inputs.size() + label))
            .toList();
    this.split =
        layout
            .split()
            .map(column -> new TableSplitColumn(layout, column, cells, rows, splitAt(layout)));
  }

  /** The place of the group or time of a row, where it has one. */
  private static int splitAt(TableLayout layout) {
    return layout.inputs().size() + layout.labels().size();
  }

  /** The place of the weight of a row, where it has one. */
  private static int weightAt(TableLayout layout) {
    return splitAt(layout) + (int) layout.split().stream().count();
  }

  /** A table that was kept. */
  static Table of(TableLayout layout, PackedTable kept) {
    Table table = new Table(layout, kept.rows());
    List<TableColumn> columns = table.columns();
    for (int column = 0; column < columns.size(); column++) {
      if (columns.get(column) instanceof TableColumn.Words words) {
        kept.words().get(column).forEach(words::place);
      }
    }
    table.split.ifPresent(column -> column.restore(kept.words().get(columns.size())));
    return table;
  }

  /** What to keep of this table. */
  PackedTable packed() {
    List<List<String>> words = new ArrayList<>();
    for (TableColumn column : columns()) {
      words.add(column instanceof TableColumn.Words known ? known.dictionary() : List.of());
    }
    split.ifPresent(column -> words.add(column.words()));
    layout.weight().ifPresent(column -> words.add(List.of()));
    words.add(List.of()); // of the lines
    return new PackedTable(rows, words);
  }

  /** The inputs, and then the labels. */
  List<TableColumn> columns() {
    return Stream.concat(inputs.stream(), labels.stream()).toList();
  }

  private TableColumn column(TableLayout.Content content, int column) {
    return switch (content) {
      case NUMBERS -> new TableColumn.Numbers(rows, column);
      case CATEGORIES -> new TableColumn.Words(rows, column);
      case TEXTS -> new TableColumn.Texts();
    };
  }

  /** Whether a row has all labels. */
  boolean hasLabels(TableRow row) {
    boolean complete = true;
    for (TableLayout.Label label : layout.labels()) {
      complete &= !cells.unlabelled(row, label);
    }
    return complete;
  }

  /** Adds a row, with its labels if it has them. */
  void add(TableRow row, boolean labelled) {
    for (int i = 0; i < inputs.size(); i++) {
      next[i] = input(row, inputs.get(i), layout.inputs().get(i).place());
    }
    layout.id().ifPresent(place -> addId(row, place));
    for (int i = 0; i < labels.size(); i++) {
      next[inputs.size() + i] =
          labelled ? label(row, labels.get(i), layout.labels().get(i)) : Double.NaN;
    }
    split.ifPresent(column -> next[splitAt(layout)] = labelled ? column.number(row) : Double.NaN);
    layout
        .weight()
        .ifPresent(
            column ->
                next[weightAt(layout)] = labelled ? cells.weight(row, column.place()) : Double.NaN);
    next[next.length - 1] = row.line();
    try {
      rows.add(next);
    } catch (OutOfMemoryError full) {
      throw TableMemory.full(layout.header().origin(), size(), full);
    }
  }

  private double input(TableRow row, TableColumn column, int place) {
    if (column instanceof TableColumn.Texts texts) {
      texts.add(row.cell(place));
      return Double.NaN;
    } else if (cells.missing(row, place)) {
      return Double.NaN;
    }
    return column instanceof TableColumn.Words words
        ? words.place(row.cell(place))
        : cells.number(row, place);
  }

  private double label(TableRow row, TableColumn column, TableLayout.Label label) {
    if (column instanceof TableColumn.Words classes) {
      return classes.place(row.cell(label.place()));
    }
    return label.task() == TaskKind.MULTI_LABEL
        ? cells.flag(row, label.place())
        : cells.number(row, label.place());
  }

  private void addId(TableRow row, int place) {
    Integer other = ids.putIfAbsent(row.cell(place), size());
    if (other != null) {
      throw layout
          .header()
          .problem(
              row.line(),
              place,
              Echo.quoted(row.cell(place))
                  + " is the id of "
                  + layout.header().origin().row(line(other))
                  + " too; give each sample one of its own");
    }
  }

  TableLayout layout() {
    return layout;
  }

  int size() {
    return rows.size();
  }

  /** The cells of a row by the names of their columns, without those that are missing. */
  Map<String, Object> row(int row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).missing(row)) {
        cells.put(layout.inputs().get(i).name(), inputs.get(i).cell(row));
      }
    }
    return cells;
  }

  /** The ids of the rows; empty if they have none. */
  List<String> ids() {
    return List.copyOf(ids.keySet());
  }

  /** By what the rows are divided for training and test. */
  Optional<SplitKey> splitKey() {
    return split.map(TableSplitColumn::key);
  }

  /** The weights of the rows. */
  Optional<SampleWeights> weights() {
    return layout
        .weight()
        .map(
            column ->
                new SampleWeights(
                    layout.header().origin().name() + ", column '" + column.name() + "'",
                    row -> rows.get(row, weightAt(layout))));
  }

  /** Refuses times that cannot be compared with those of another table. */
  void requireTimesLike(Table other) {
    split.ifPresent(column -> column.requireLike(other.split.orElseThrow()));
  }

  /** Inputs, labels, the group or time and the weight if there are any, and the line. */
  PackedRows rows() {
    return rows;
  }

  IndexSet all() {
    return IndexSet.first(size());
  }

  /** The line that a row begins in, or its number. */
  int line(int row) {
    return (int) rows.get(row, next.length - 1);
  }

  List<TableColumn> inputs() {
    return inputs;
  }

  TableColumn input(int column) {
    return inputs.get(column);
  }

  TableColumn label(int column) {
    return labels.get(column);
  }

  RetortException inputProblem(int row, int column, String sentence) {
    return layout.header().problem(line(row), layout.inputs().get(column).place(), sentence);
  }

  RetortException labelProblem(int row, int column, String sentence) {
    return layout.header().problem(line(row), layout.labels().get(column).place(), sentence);
  }

  /** The rows of a table with labels, and those without. */
  record Parts(Table labelled, Table unlabelled) {}

  /** Reads all rows of a source with label columns into memory. */
  static Parts read(TableSource rows, TableLayout layout, TrainingListener listener) {
    return read(rows, new Table(layout), new Table(layout), listener);
  }

  /** Reads all rows of a source with label columns into tables without rows. */
  static Parts read(TableSource rows, Table labelled, Table unlabelled, TrainingListener listener) {
    TableLayout layout = labelled.layout();
    rows.only(layout.places());
    try (Phase phase = Phase.begin(listener, "Reading " + layout.header().origin().name(), 0)) {
      long read = 0;
      for (TableRow row = rows.next(); row != null; row = rows.next()) {
        boolean complete = labelled.hasLabels(row);
        (complete ? labelled : unlabelled).add(row, complete);
        if (++read % ROWS_BETWEEN_REPORTS == 0) {
          phase.advance(ROWS_BETWEEN_REPORTS);
        }
      }
      phase.advance(read % ROWS_BETWEEN_REPORTS);
    }
    if (labelled.size() + unlabelled.size() == 0) {
      throw layout.header().origin().noRows();
    }
    if (labelled.size() == 0) {
      throw unlabelled.labelProblem(0, 0, "no row has a label; is it the right label column?");
    }
    return new Parts(labelled, unlabelled);
  }

  /** Reads up to so many of the next rows of a source, without labels. */
  static Table read(TableSource rows, TableLayout layout, int most) {
    Table table = new Table(layout);
    while (table.size() < most) {
      TableRow row = rows.next();
      if (row == null) {
        break;
      }
      table.add(row, false);
    }
    return table;
  }
}
