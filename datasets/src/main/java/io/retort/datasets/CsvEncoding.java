package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** How the rows of a table become samples. Made from the training table. */
final class CsvEncoding {
  private final Csv settings;
  private final List<String> columns;
  private final List<CsvColumn> inputs;
  private final int[] labels;
  private final Task task;
  private final Shape inputShape;

  private CsvEncoding(
      Csv settings, List<String> columns, List<CsvColumn> inputs, int[] labels, Task task) {
    this.settings = settings;
    this.columns = columns;
    this.inputs = inputs;
    this.labels = labels;
    this.task = task;
    this.inputShape = Shape.of(inputs.stream().mapToInt(CsvColumn::width).sum());
  }

  static CsvEncoding of(Csv settings, CsvTable train) {
    settings.categorical().forEach(name -> train.column(name, "categorical"));
    settings.ignore().forEach(name -> train.column(name, "ignore"));
    int[] labels =
        settings.label().stream().mapToInt(name -> train.column(name, "label")).toArray();
    var missing = new CsvColumn.Missing(Set.copyOf(settings.missingMarks()), settings.missing());
    List<CsvColumn> inputs = new ArrayList<>();
    for (int i = 0; i < train.columns().size(); i++) {
      String name = train.columns().get(i);
      if (settings.categorical().contains(name)) {
        inputs.add(CsvColumn.Categorical.of(train, i, missing));
      } else if (!settings.label().contains(name) && !settings.ignore().contains(name)) {
        inputs.add(CsvColumn.Numeric.of(train, i, missing, settings.standardise()));
      }
    }
    if (inputs.isEmpty()) {
      throw new RetortException(
          "The table "
              + train.file()
              + " has no input columns: all of "
              + train.columns()
              + " are labels or ignored");
    }
    return new CsvEncoding(
        settings, train.columns(), inputs, labels, task(settings, train, labels));
  }

  /** The encoding of a file without answers: numbers as they are. */
  static CsvEncoding unlabelled(Csv settings, Path file) {
    try (CsvRows open = CsvRows.open(file, settings.separator().charAt(0), settings.header())) {
      CsvTable table = open.table();
      settings.ignore().forEach(name -> table.column(name, "ignore"));
      var missing = new CsvColumn.Missing(Set.copyOf(settings.missingMarks()), settings.missing());
      List<CsvColumn> inputs = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        if (!settings.ignore().contains(table.columns().get(i))) {
          inputs.add(CsvColumn.Numeric.plain(i, missing));
        }
      }
      return new CsvEncoding(
          settings, table.columns(), inputs, new int[0], settings.task().of(settings.outputs()));
    }
  }

  private static Task task(Csv settings, CsvTable train, int[] labels) {
    return settings
        .task()
        .of(
            settings.task() == TaskKind.SINGLE_LABEL
                ? classes(settings, train, labels[0])
                : settings.label());
  }

  /** A data set of a file without answers. */
  Dataset dataset(Path file) {
    return new UnlabelledDataset(file, inputShape, task, () -> stream(file));
  }

  /** Opens a file of samples without answers, whose columns may stand in another order. */
  SampleStream stream(Path file) {
    CsvRows rows = CsvRows.open(file, settings.separator().charAt(0), settings.header());
    try {
      List<CsvColumn> there = new ArrayList<>();
      for (CsvColumn input : inputs) {
        there.add(input.at(rows.table().column(columns.get(input.column()), "unlabelled")));
      }
      return new CsvStream(rows, there);
    } catch (RuntimeException unfit) {
      rows.close();
      throw unfit;
    }
  }

  private static List<String> classes(Csv settings, CsvTable train, int column) {
    List<String> classes =
        train.rows().stream()
            .map(row -> answer(settings, train, row, column))
            .distinct()
            .sorted(CsvEncoding::compareClasses)
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

  private static String answer(Csv settings, CsvTable table, CsvRecord row, int column) {
    String cell = table.cell(row, column);
    if (settings.missingMarks().contains(cell)) {
      throw table.problem(
          row, column, "the answer is missing ('" + cell + "'); give it, or remove the row");
    }
    return cell;
  }

  Shape inputShape() {
    return inputShape;
  }

  Task task() {
    return task;
  }

  /** Encodes all rows. Nothing is allocated outside the heap before all of them are right. */
  InMemorySamples samples(CsvTable table) {
    if (!table.columns().equals(columns)) {
      throw new RetortException(
          "The table "
              + table.file()
              + " has the columns "
              + table.columns()
              + ", but the training file has "
              + columns
              + "; give both the same columns in the same order");
    }
    List<CsvRecord> rows = table.rows();
    Shape shape = inputShape.batch(rows.size());
    float[] values = new float[shape.elements()];
    int offset = 0;
    for (CsvRecord row : rows) {
      for (CsvColumn input : inputs) {
        input.encode(table, row, values, offset);
        offset += input.width();
      }
    }
    Target answers = answers(table);
    return InMemoryDataset.samples(Tensor.of(shape, values), answers);
  }

  private Target answers(CsvTable table) {
    List<CsvRecord> rows = table.rows();
    if (task instanceof Task.SingleLabel) {
      return new Target.Classes(rows.stream().mapToInt(row -> classNumber(table, row)).toArray());
    }
    float[] values = new float[rows.size() * labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(table, rows.get(i / labels.length), labels[i % labels.length]);
    }
    Tensor tensor = Tensor.of(Shape.of(rows.size(), labels.length), values);
    return task instanceof Task.MultiLabel
        ? new Target.MultiLabels(tensor)
        : new Target.Values(tensor);
  }

  private int classNumber(CsvTable table, CsvRecord row) {
    String name = answer(settings, table, row, labels[0]);
    int number = task.names().indexOf(name);
    if (number < 0) {
      throw table.problem(
          row,
          labels[0],
          "the class '"
              + name
              + "' is not in the training file, which has "
              + task.names()
              + "; correct it, or add such a row to the training file");
    }
    return number;
  }

  private float number(CsvTable table, CsvRecord row, int column) {
    String cell = answer(settings, table, row, column);
    float value = (float) CsvColumn.Numeric.number(table, row, column);
    if (task instanceof Task.MultiLabel && value != 0 && value != 1) {
      throw table.problem(
          row,
          column,
          "'" + cell + "' is neither 0 nor 1, which a multi-label task has; correct it");
    }
    return value;
  }
}
