package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** How the cells of a head's columns become its answers. Made from the training table. */
final class CsvAnswers {
  private final Head head;
  private final int[] columns;
  private final Set<String> missingMarks;

  private CsvAnswers(Head head, int[] columns, Set<String> missingMarks) {
    this.head = head;
    this.columns = columns;
    this.missingMarks = missingMarks;
  }

  static CsvAnswers of(CsvHead settings, Set<String> missingMarks, CsvTable train) {
    int[] columns =
        settings.label().stream().mapToInt(name -> train.column(name, "label")).toArray();
    List<String> outputs =
        settings.task() == TaskKind.SINGLE_LABEL
            ? classes(train, columns[0], missingMarks)
            : settings.label();
    return new CsvAnswers(
        new Head(settings.name(), settings.task().of(outputs)), columns, missingMarks);
  }

  Head head() {
    return head;
  }

  private static List<String> classes(CsvTable train, int column, Set<String> missingMarks) {
    List<String> classes =
        train.rows().stream()
            .map(row -> cell(train, row, column, missingMarks))
            .distinct()
            .sorted(CsvAnswers::compareClasses)
            .toList();
    if (classes.size() < 2) {
      throw train.problem(
          train.rows().get(0),
          column,
          "every row has the class "
              + classes
              + ", but a classification needs two; is it the right label column?");
    }
    return classes;
  }

  /** Whole numbers by their value and before all else, the rest by the alphabet. */
  private static int compareClasses(String left, String right) {
    return Comparator.comparing((String name) -> !name.matches("\\d{1,18}"))
        .thenComparing(name -> name.matches("\\d{1,18}") ? Long.parseLong(name) : 0)
        .thenComparing(Comparator.naturalOrder())
        .compare(left, right);
  }

  private static String cell(CsvTable table, CsvRecord row, int column, Set<String> missingMarks) {
    String cell = table.cell(row, column);
    if (missingMarks.contains(cell)) {
      throw table.problem(
          row, column, "the answer is missing ('" + cell + "'); give it, or remove the row");
    }
    return cell;
  }

  /** The answers of all rows. */
  Target encode(CsvTable table) {
    List<CsvRecord> rows = table.rows();
    if (head.task() instanceof Task.SingleLabel) {
      return new Target.Classes(rows.stream().mapToInt(row -> classNumber(table, row)).toArray());
    }
    float[] values = new float[rows.size() * columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(table, rows.get(i / columns.length), columns[i % columns.length]);
    }
    Tensor tensor = Tensor.of(Shape.of(rows.size(), columns.length), values);
    return head.task() instanceof Task.MultiLabel
        ? new Target.MultiLabels(tensor)
        : new Target.Values(tensor);
  }

  private int classNumber(CsvTable table, CsvRecord row) {
    String name = cell(table, row, columns[0], missingMarks);
    int number = head.task().names().indexOf(name);
    if (number < 0) {
      throw table.problem(
          row,
          columns[0],
          "the class '"
              + name
              + "' is not in the training file, which has "
              + head.task().names()
              + "; correct it, or add such a row to the training file");
    }
    return number;
  }

  private float number(CsvTable table, CsvRecord row, int column) {
    String cell = cell(table, row, column, missingMarks);
    float value = (float) CsvColumn.Numeric.number(table, row, column);
    if (head.task() instanceof Task.MultiLabel && value != 0 && value != 1) {
      throw table.problem(
          row,
          column,
          "'" + cell + "' is neither 0 nor 1, which a multi-label task has; correct it");
    }
    return value;
  }
}
