package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TaskKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How the label columns of a head become targets. Made from the training table. */
final class TableTargets {
  /** The number of a class that the training file does not have. */
  private static final int NONE = -1;

  private final Head head;

  /** The first of the head's columns among the label columns. */
  private final int first;

  private final Map<String, Integer> classes = new HashMap<>();

  private TableTargets(Head head, int first) {
    this.head = head;
    this.first = first;
    head.task().names().forEach(name -> classes.put(name, classes.size()));
  }

  /** The targets of all heads. */
  static List<TableTargets> of(Table train) {
    TableSettings settings = train.layout().settings();
    List<TableTargets> targets = new ArrayList<>();
    int first = 0;
    for (TableHead each : settings.heads()) {
      List<String> outputs =
          each.task() == TaskKind.SINGLE_LABEL
              ? classes(train, first, settings.numbers())
              : each.label();
      targets.add(new TableTargets(new Head(each.name(), each.task().of(outputs)), first));
      first += each.label().size();
    }
    return targets;
  }

  private static List<String> classes(Table train, int column, TableNumbers numbers) {
    List<String> classes = numbers.sorted(((TableColumn.Words) train.label(column)).dictionary());
    if (classes.size() < 2) {
      throw train.labelProblem(
          0,
          column,
          "every row has the class "
              + classes
              + ", but a classification needs two; is it the right label column?");
    }
    return classes;
  }

  Head head() {
    return head;
  }

  /** The labels of all rows of a table. */
  Labels labels(Table table) {
    return head.task()
        .match(
            task -> classNumbers(table),
            task -> new Numbers(table.rows(), columns(table), Target.MultiLabels::new),
            task -> new Numbers(table.rows(), columns(table), Target.Values::new),
            task -> {
              throw TableEmbedding.unlabelled(task);
            });
  }

  private Labels classNumbers(Table table) {
    TableColumn.Words words = (TableColumn.Words) table.label(first);
    int[] numbers =
        words.dictionary().stream().mapToInt(name -> classes.getOrDefault(name, NONE)).toArray();
    if (Arrays.stream(numbers).anyMatch(number -> number == NONE)) {
      throw unknownClass(table, words);
    }
    return new Classes(words, numbers);
  }

  private RetortException unknownClass(Table table, TableColumn.Words words) {
    int row =
        IntStream.range(0, table.size())
            .filter(each -> !classes.containsKey(words.get(each)))
            .findFirst()
            .orElseThrow();
    return table.labelProblem(
        row,
        first,
        "the class '"
            + words.get(row)
            + "' is not in the training file, which has "
            + Echo.of(head.task().names())
            + "; correct it, or add such a row to the training file");
  }

  private int[] columns(Table table) {
    int inputs = table.layout().inputs().size();
    return IntStream.range(0, head.task().outputs()).map(each -> inputs + first + each).toArray();
  }

  /** The scales of values, by what they are called; none for a class. */
  Map<String, Standardization> values(TableStatistics statistics) {
    return head.task()
        .match(
            task -> Map.of(),
            task -> Map.of(),
            task -> columns(statistics),
            task -> {
              throw TableEmbedding.unlabelled(task);
            });
  }

  private Map<String, Standardization> columns(TableStatistics statistics) {
    Map<String, Standardization> columns = new LinkedHashMap<>();
    for (int output = 0; output < head.task().outputs(); output++) {
      String name = head.task().names().get(output);
      statistics.label(first + output).ifPresent(scaling -> columns.put(name, scaling));
    }
    return columns;
  }

  /** Whether an input's cells say a head's labels in every row: perhaps by other words. */
  boolean toldBy(TableColumn input, Table table) {
    return head.task()
        .match(
            task -> sameClasses(input, (TableColumn.Words) table.label(first), table.size()),
            task -> anySameNumbers(input, table),
            task -> anySameNumbers(input, table),
            task -> {
              throw TableEmbedding.unlabelled(task);
            });
  }

  private boolean anySameNumbers(TableColumn input, Table table) {
    for (int output = 0; output < head.task().outputs(); output++) {
      if (sameNumbers(input, (TableColumn.Numbers) table.label(first + output), table.size())) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is one value of an input for each class, and another for each other class. */
  private boolean sameClasses(TableColumn input, TableColumn.Words labels, int rows) {
    if (classes.size() == rows) {
      // Where all labels differ, every column of different values would be one.
      return false;
    }
    Map<Object, Integer> classOfValue = new HashMap<>();
    Object[] valueOfClass = new Object[classes.size()];
    for (int row = 0; row < rows; row++) {
      if (input.missing(row)) {
        return false;
      }
      int label = labels.code(row);
      Object value = input.value(row);
      if (valueOfClass[label] == null) {
        valueOfClass[label] = value;
      }
      if (!valueOfClass[label].equals(value)
          || classOfValue.merge(value, label, (before, now) -> before) != label) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumbers(TableColumn input, TableColumn.Numbers labels, int rows) {
    if (!(input instanceof TableColumn.Numbers numbers)) {
      return false;
    }
    for (int row = 0; row < rows; row++) {
      if (numbers.get(row) != labels.get(row)) {
        return false;
      }
    }
    return true;
  }

  /** The labels of samples. */
  sealed interface Labels {

    /** Those of some of them. */
    Target.GroundTruth gather(int[] samples);
  }

  /** The number of the class that each word stands for. */
  private record Classes(TableColumn.Words words, int[] numbers) implements Labels {
    @Override
    public Target.GroundTruth gather(int[] samples) {
      int[] chosen = new int[samples.length];
      for (int i = 0; i < samples.length; i++) {
        chosen[i] = numbers[words.code(samples[i])];
      }
      return new Target.Classes(chosen);
    }
  }

  /** Numbers in some columns, such as labels that are 0 or 1. */
  private record Numbers(
      PackedRows rows, int[] columns, Function<Tensor, Target.GroundTruth> target)
      implements Labels {
    @Override
    public Target.GroundTruth gather(int[] samples) {
      Tensor chosen = Tensor.allocate(Shape.of(samples.length, columns.length));
      for (int i = 0; i < samples.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          chosen.set(i * columns.length + j, (float) rows.get(samples[i], columns[j]));
        }
      }
      return target.apply(chosen);
    }
  }
}
