package io.retort.datasets;

import io.retort.core.Echo;
import io.retort.core.RetortException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows of a file by columns: inputs and, where the rows have them, labels. */
final class CsvTable {
  private final CsvLayout layout;
  private final CsvCells cells;
  private final List<CsvColumn> inputs;
  private final List<CsvColumn> labels;

  /** The rows by their ids, in the order of the rows; empty if they have none. */
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private int[] lines = new int[16];
  private int size;

  CsvTable(CsvLayout layout) {
    this.layout = layout;
    this.cells = new CsvCells(layout.settings(), layout.header());
    this.inputs = layout.inputs().stream().map(input -> column(input.content())).toList();
    this.labels =
        layout.labels().stream()
            .map(
                label ->
                    column(
                        label.task() == TaskKind.SINGLE_LABEL
                            ? CsvLayout.Content.CATEGORIES
                            : CsvLayout.Content.NUMBERS))
            .toList();
  }

  private static CsvColumn column(CsvLayout.Content content) {
    return switch (content) {
      case NUMBERS -> new CsvColumn.Numbers();
      case CATEGORIES -> new CsvColumn.Words();
      case TEXTS -> new CsvColumn.Texts();
    };
  }

  /** Whether a row has all labels. */
  boolean hasLabels(CsvRow row) {
    boolean complete = true;
    for (CsvLayout.Label label : layout.labels()) {
      complete &= !cells.unlabelled(row, label);
    }
    return complete;
  }

  void addInputs(CsvRow row) {
    List<CsvLayout.Input> columns = layout.inputs();
    for (int i = 0; i < columns.size(); i++) {
      int place = columns.get(i).place();
      if (inputs.get(i) instanceof CsvColumn.Texts texts) {
        texts.add(row.cell(place));
        continue;
      }
      boolean missing = cells.missing(row, place);
      if (inputs.get(i) instanceof CsvColumn.Words words) {
        if (missing) {
          words.addMissing();
        } else {
          words.add(row.cell(place));
        }
      } else {
        ((CsvColumn.Numbers) inputs.get(i)).add(missing ? Double.NaN : cells.number(row, place));
      }
    }
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size + (size >> 1));
    }
    lines[size] = (int) row.line();
    layout.id().ifPresent(place -> addId(row, place));
    size++;
  }

  private void addId(CsvRow row, int place) {
    Integer other = ids.putIfAbsent(row.cell(place), size);
    if (other != null) {
      throw layout
          .header()
          .problem(
              row.line(),
              place,
              Echo.quoted(row.cell(place))
                  + " is the id of line "
                  + lines[other]
                  + " too; give each sample one of its own");
    }
  }

  void addLabels(CsvRow row) {
    for (int i = 0; i < labels.size(); i++) {
      CsvLayout.Label label = layout.labels().get(i);
      if (labels.get(i) instanceof CsvColumn.Words classes) {
        classes.add(row.cell(label.place()));
      } else {
        ((CsvColumn.Numbers) labels.get(i))
            .add(
                label.task() == TaskKind.MULTI_LABEL
                    ? cells.flag(row, label.place())
                    : cells.number(row, label.place()));
      }
    }
  }

  CsvLayout layout() {
    return layout;
  }

  int size() {
    return size;
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

  int[] all() {
    return IntStream.range(0, size).toArray();
  }

  /** The line of the file that a row begins in. */
  int line(int row) {
    return lines[row];
  }

  CsvColumn input(int column) {
    return inputs.get(column);
  }

  CsvColumn label(int column) {
    return labels.get(column);
  }

  RetortException inputProblem(int row, int column, String sentence) {
    return layout.header().problem(lines[row], layout.inputs().get(column).place(), sentence);
  }

  RetortException labelProblem(int row, int column, String sentence) {
    return layout.header().problem(lines[row], layout.labels().get(column).place(), sentence);
  }

  /** The rows of a file with labels, and those without. */
  record Parts(CsvTable labelled, CsvTable unlabelled) {}

  /** Reads all rows of a file with label columns. */
  static Parts read(CsvRows rows, CsvLayout layout) {
    CsvTable labelled = new CsvTable(layout);
    CsvTable unlabelled = new CsvTable(layout);
    for (CsvRow row = rows.next(); row != null; row = rows.next()) {
      if (labelled.hasLabels(row)) {
        labelled.addInputs(row);
        labelled.addLabels(row);
      } else {
        unlabelled.addInputs(row);
      }
    }
    if (labelled.size() + unlabelled.size() == 0) {
      throw CsvRows.empty(layout.header().file(), layout.settings().header());
    }
    if (labelled.size() == 0) {
      throw unlabelled.labelProblem(0, 0, "no row has a label; is it the right label column?");
    }
    return new Parts(labelled, unlabelled);
  }

  /** Reads up to so many of the next rows of a file, without labels. */
  static CsvTable read(CsvRows rows, CsvLayout layout, int most) {
    CsvTable table = new CsvTable(layout);
    while (table.size < most) {
      CsvRow row = rows.next();
      if (row == null) {
        break;
      }
      table.addInputs(row);
    }
    return table;
  }
}
