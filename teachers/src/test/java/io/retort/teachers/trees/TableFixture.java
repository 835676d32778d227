package io.retort.teachers.trees;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RawRows;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.data.UnknownCategory;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table that the models of the test resources were trained with. */
public final class TableFixture {
  /** The columns that are not labels. */
  public static final List<String> COLUMNS = List.of("length", "petal width", "count", "colour");

  private static final List<String> COLOURS = List.of("deep blue", "gelb", "green", "red");

  private TableFixture() {}

  /** A file of the test resources. */
  public static byte[] resource(String name) {
    try (InputStream in = TableFixture.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("There is no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The rows of a table of numbers. */
  public static double[][] numbers(String name) {
    return new String(resource(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split(",")).stream().mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  /** The cells of all rows, without those that are missing. */
  public static List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    new String(resource("table.csv"), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.split(",", -1);
              Map<String, Object> row = new HashMap<>();
              for (int i = 0; i < COLUMNS.size(); i++) {
                if (!cells[i].isEmpty()) {
                  row.put(COLUMNS.get(i), i < 3 ? (Object) Double.valueOf(cells[i]) : cells[i]);
                }
              }
              rows.add(row);
            });
    return rows;
  }

  /** A head of classes. */
  public static Head classes(String... names) {
    return new Head("kind", new Task.SingleLabel(List.of(names)));
  }

  /** A head of values in the units of the table. */
  public static Head values(String... names) {
    return new Head("amount", new Task.Regression(List.of(names)));
  }

  /** The table as data whose labels are of no matter, to be closed with {@link #close}. */
  public static TrainingData data(Head... heads) {
    return data(rows(), COLUMNS, heads);
  }

  /** Rows as data. */
  public static TrainingData data(
      List<Map<String, Object>> rows, List<String> columns, Head... heads) {
    List<InputColumn> prepared = new ArrayList<>();
    for (String column : columns) {
      prepared.add(
          column.equals("colour")
              ? new InputColumn.Categorical(column, COLOURS, "red", UnknownCategory.IGNORE)
              : new InputColumn.Numeric(column, Standardization.NONE, 0));
    }
    int width = prepared.stream().mapToInt(InputColumn::width).sum();
    return new TrainingData(
        Shape.of(width),
        List.of(heads),
        samples(rows, width, heads),
        samples(rows, width, heads),
        InputPreparation.of(prepared));
  }

  private static Rows samples(List<Map<String, Object>> rows, int width, Head... heads) {
    Map<String, Target.GroundTruth> labels = new HashMap<>();
    for (Head head : heads) {
      Shape outputs = Shape.of(head.task().outputs()).batch(rows.size());
      labels.put(
          head.name(),
          switch (head.task().labelKind()) {
            case CLASSES -> new Target.Classes(new int[rows.size()]);
            case MULTI_LABELS -> new Target.MultiLabels(Tensor.allocate(outputs));
            default -> new Target.Values(Tensor.allocate(outputs));
          });
    }
    return new Rows(
        new InMemorySamples(Tensor.allocate(Shape.of(width).batch(rows.size())), labels), rows);
  }

  /** Samples with their rows. */
  private static final class Rows extends ForwardingSamples {
    private final List<Map<String, Object>> rows;

    Rows(InMemorySamples samples, List<Map<String, Object>> rows) {
      super(samples);
      this.rows = rows;
    }

    @Override
    public Optional<RawRows> rows() {
      return Optional.of(rows::get);
    }

    void close() {
      ((InMemorySamples) forwarded()).close();
    }
  }

  /** Frees the memory of {@link #data}. */
  public static void close(TrainingData data) {
    ((Rows) data.train()).close();
    ((Rows) data.validation()).close();
  }
}
