package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.SampleStream;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the rows of a table become samples. Made from the training table. */
final class CsvEncoding {
  private final Csv settings;
  private final List<String> columns;
  private final List<CsvColumn> inputs;
  private final List<CsvAnswers> answers;
  private final Shape inputShape;

  private CsvEncoding(
      Csv settings, List<String> columns, List<CsvColumn> inputs, List<CsvAnswers> answers) {
    this.settings = settings;
    this.columns = columns;
    this.inputs = inputs;
    this.answers = answers;
    this.inputShape = Shape.of(inputs.stream().mapToInt(CsvColumn::width).sum());
  }

  static CsvEncoding of(Csv settings, CsvTable train) {
    settings.categorical().forEach(name -> train.column(name, "categorical"));
    settings.ignore().forEach(name -> train.column(name, "ignore"));
    List<CsvAnswers> answers =
        settings.answers().stream()
            .map(head -> CsvAnswers.of(head, Set.copyOf(settings.missingMarks()), train))
            .toList();
    List<String> labels = settings.labels();
    var missing = new CsvColumn.Missing(Set.copyOf(settings.missingMarks()), settings.missing());
    List<CsvColumn> inputs = new ArrayList<>();
    for (int i = 0; i < train.columns().size(); i++) {
      String name = train.columns().get(i);
      if (settings.categorical().contains(name)) {
        inputs.add(CsvColumn.Categorical.of(train, i, missing));
      } else if (!labels.contains(name) && !settings.ignore().contains(name)) {
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
    return new CsvEncoding(settings, train.columns(), inputs, answers);
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
      return new CsvEncoding(settings, table.columns(), inputs, List.of());
    }
  }

  /** A data set of a file without answers. */
  Dataset dataset(Path file) {
    List<Head> heads =
        settings.answers().stream()
            .map(head -> new Head(head.name(), head.task().of(head.outputs())))
            .toList();
    return new UnlabelledDataset(file, inputShape, heads, () -> stream(file));
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

  Shape inputShape() {
    return inputShape;
  }

  List<Head> heads() {
    return answers.stream().map(CsvAnswers::head).toList();
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
    Map<String, Target> labels = new HashMap<>();
    answers.forEach(head -> labels.put(head.head().name(), head.encode(table)));
    return new InMemorySamples(Tensor.of(shape, values), labels);
  }
}
