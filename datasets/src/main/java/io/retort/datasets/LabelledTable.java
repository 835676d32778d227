package io.retort.datasets;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.RawRows;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.engine.TableCells;
import io.retort.datasets.table.engine.TableHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of labelled samples, with all numbers that are needed of it. */
final class LabelledTable {
  private final String file;
  private final LabelledColumns columns;
  private final Optional<TableText> text;
  private final TableHeader header;
  private final TableCells cells;
  private final Map<String, Map<String, Integer>> classes = new HashMap<>();
  private final List<float[]> inputs = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, List<float[]>> labels = new LinkedHashMap<>();

  private LabelledTable(TableHeader header, Optional<TableText> text, Optional<Integer> width) {
    this.file = header.origin().name();
    this.header = header;
    this.columns = LabelledColumns.of(header, text, width);
    this.text = text;
    this.cells = new TableCells(header);
    columns.labels().keySet().forEach(head -> labels.put(head, new ArrayList<>()));
    for (Head head : columns.heads()) {
      Map<String, Integer> numbers = new HashMap<>();
      head.task().names().forEach(name -> numbers.put(name, numbers.size()));
      classes.put(head.name(), numbers);
    }
  }

  /**
   * Reads a file.
   *
   * @param text the column of texts whose tokens will be the input
   * @param width the number of values of the student's vector, where the file has an embedding
   */
  static LabelledTable read(Path file, Optional<TableText> text, Optional<Integer> width) {
    try (CsvRows rows = CsvRows.open(file, TableFormat.USUAL, text.map(LabelledColumns::name))) {
      rows.header().requireDifferentNames(false);
      LabelledTable table = new LabelledTable(rows.header(), text, width);
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        table.add(row);
      }
      if (table.inputs.isEmpty()) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file "
                + file
                + " has no samples below its header; label some, or with a lower threshold");
      }
      return table;
    }
  }

  private void add(CsvRow row) {
    if (text.isPresent()) {
      texts.add(row.cell(columns.text().orElseThrow()));
      inputs.add(text.get().values(texts.get(texts.size() - 1)));
    } else {
      inputs.add(numbers(row, columns.inputs(), false));
    }
    columns.labels().forEach((head, places) -> labels.get(head).add(label(head, row, places)));
  }

  private float[] label(String name, CsvRow row, int[] places) {
    Head head = columns.head(name);
    return head.task()
        .match(
            task -> new float[] {classNumber(head, row, places[0])},
            task -> numbers(row, places, true),
            task -> numbers(row, places, false),
            task -> {
              throw TableEmbedding.unlabelled(task);
            });
  }

  private int classNumber(Head head, CsvRow row, int place) {
    String name = row.cell(place);
    Integer number = classes.get(head.name()).get(name);
    if (number == null) {
      throw header.problem(
          row.line(),
          place,
          "there is no class '"
              + name
              + "' among "
              + Echo.of(head.task().names())
              + "; correct it");
    }
    return number;
  }

  private float[] numbers(CsvRow row, int[] places, boolean flags) {
    float[] numbers = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      numbers[i] = (float) (flags ? cells.flag(row, places[i]) : cells.number(row, places[i]));
    }
    return numbers;
  }

  LabelledColumns columns() {
    return columns;
  }

  InMemorySamples samples() {
    Map<String, Target.GroundTruth> targets = new LinkedHashMap<>();
    labels.forEach((head, rows) -> targets.put(head, target(columns.head(head).task(), rows)));
    return new InMemorySamples(tensor(inputs, columns.inputShape()), targets);
  }

  private static Target.GroundTruth target(Task task, List<float[]> rows) {
    Shape outputs = Shape.of(task.outputs());
    return task.match(
        classes -> new Target.Classes(rows.stream().mapToInt(row -> (int) row[0]).toArray()),
        labels -> new Target.MultiLabels(tensor(rows, outputs)),
        values -> new Target.Values(tensor(rows, outputs)),
        embedding -> {
          throw TableEmbedding.unlabelled(embedding);
        });
  }

  /** The texts of the samples. */
  RawRows rows(TableText column) {
    return sample -> Map.of(column.column(), texts.get(sample));
  }

  /** Refuses samples that do not have the inputs and heads of others. */
  void requireLike(LabelledTable other) {
    if (!columns.inputShape().equals(other.columns.inputShape())
        || !columns.heads().equals(other.columns.heads())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " has inputs of shape "
              + columns.inputShape()
              + " and "
              + columns.heads()
              + ", but "
              + other.file
              + " has "
              + other.columns.inputShape()
              + " and "
              + other.columns.heads()
              + "; label both with the same teacher");
    }
  }

  private static Tensor tensor(List<float[]> rows, Shape sample) {
    Tensor tensor = Tensor.allocate(sample.batch(rows.size()));
    for (int i = 0; i < rows.size(); i++) {
      tensor.write(i * sample.elements(), rows.get(i));
    }
    return tensor;
  }
}
