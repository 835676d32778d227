package io.retort.datasets;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.tensor.Shape;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.engine.TableHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of a file of labelled samples hold.
 *
 * @param inputShape the shape of one sample's input
 * @param inputs the columns of the inputs, in their order in memory
 * @param heads what is labelled
 * @param labels the columns of each head's labels: one for a class, else one for each output; none
 *     for an embedding
 * @param text the column of texts whose tokens are the input; there are no columns of inputs then
 */
record LabelledColumns(
    Shape inputShape, int[] inputs, List<Head> heads, Map<String, int[]> labels, OptionalInt text) {
  private static final Pattern INPUT = Pattern.compile("input((?::[0-9]{1,9})+)");
  private static final Pattern OUTPUT =
      Pattern.compile("(probability|log-probability|logit|value):([^:]*):(.*)", Pattern.DOTALL);

  /** What the column of a text is called in the file. */
  static String name(TableText text) {
    return "text:" + text.column();
  }

  static LabelledColumns of(TableHeader table, Optional<TableText> text, Optional<Integer> width) {
    try {
      return columns(table, text, width);
    } catch (IllegalArgumentException misfit) {
      // Such as a head with one class, or a shape that is too large.
      throw refusal(table, "columns that fit no data: " + Echo.of(misfit.getMessage()));
    }
  }

  private static LabelledColumns columns(
      TableHeader table, Optional<TableText> text, Optional<Integer> width) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String column : table.columns()) {
      Matcher output = OUTPUT.matcher(column);
      // Of a head with several kinds of outputs, those that come first say what its outputs are.
      if (output.matches()
          && output
              .group(1)
              .equals(kinds.computeIfAbsent(output.group(2), head -> output.group(1)))) {
        names.computeIfAbsent(output.group(2), head -> new ArrayList<>()).add(output.group(3));
      }
    }
    if (names.isEmpty()) {
      throw refusal(
          table, "no column such as probability:label:cat, logit:label:cat or value:label:price");
    }
    List<Head> heads = new ArrayList<>();
    Map<String, int[]> labels = new LinkedHashMap<>();
    names.forEach(
        (head, outputs) -> {
          boolean oneClass = table.has("label:" + head);
          if (kinds.get(head).equals("value") && isEmbedding(table, head, outputs)) {
            heads.add(new Head(head, new Task.Embedding(width.orElse(outputs.size()))));
            return;
          }
          heads.add(new Head(head, task(kinds.get(head), oneClass, outputs)));
          labels.put(
              head,
              oneClass
                  ? new int[] {required(table, "label:" + head)}
                  : outputs.stream()
                      .mapToInt(name -> required(table, "label:" + head + ":" + name))
                      .toArray());
        });
    if (width.isPresent() && labels.size() == heads.size()) {
      throw refusal(table, "no embedding, whose width could be " + width.get());
    }
    if (text.isPresent()) {
      int place = required(table, name(text.get()));
      return new LabelledColumns(
          Shape.of(text.get().length()), new int[0], heads, labels, OptionalInt.of(place));
    }
    Shape shape = inputShape(table);
    return new LabelledColumns(shape, inputs(table, shape), heads, labels, OptionalInt.empty());
  }

  /** Values that are called by their places, of which none has a label. */
  private static boolean isEmbedding(TableHeader table, String head, List<String> outputs) {
    return outputs.size() <= Task.Embedding.WIDEST
        && Set.copyOf(outputs).equals(Set.copyOf(new Task.Embedding(outputs.size()).names()))
        && outputs.stream().noneMatch(name -> table.has("label:" + head + ":" + name));
  }

  /** One of the heads. */
  Head head(String name) {
    return heads.stream().filter(head -> head.name().equals(name)).findFirst().orElseThrow();
  }

  private static Task task(String kind, boolean oneClass, List<String> outputs) {
    if (kind.equals("value")) {
      return new Task.Regression(outputs);
    }
    return oneClass ? new Task.SingleLabel(outputs) : new Task.MultiLabel(outputs);
  }

  private static Shape inputShape(TableHeader table) {
    int[] largest = null;
    for (String column : table.columns()) {
      Matcher input = INPUT.matcher(column);
      if (input.matches()) {
        int[] indexes = indexes(input);
        if (largest != null && largest.length != indexes.length) {
          throw refusal(
              table, "inputs with different numbers of indexes, such as " + Echo.of(column));
        }
        largest = largest == null ? indexes : largest;
        for (int axis = 0; axis < indexes.length; axis++) {
          largest[axis] = Math.max(largest[axis], indexes[axis]);
        }
      }
    }
    if (largest == null) {
      throw refusal(table, "no column such as input:0");
    }
    return Shape.of(Arrays.stream(largest).map(index -> index + 1).toArray());
  }

  private static int[] indexes(Matcher input) {
    return Arrays.stream(input.group(1).substring(1).split(":"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static int[] inputs(TableHeader table, Shape shape) {
    long found = table.columns().stream().filter(name -> INPUT.matcher(name).matches()).count();
    if (found != shape.elements()) {
      throw refusal(table, found + " columns of inputs, but their indexes say the shape " + shape);
    }
    int[] columns = new int[shape.elements()];
    for (int i = 0; i < table.columns().size(); i++) {
      Matcher input = INPUT.matcher(table.columns().get(i));
      if (input.matches()) {
        int place = 0;
        int[] indexes = indexes(input);
        for (int axis = 0; axis < indexes.length; axis++) {
          place = place * shape.extent(axis) + indexes[axis];
        }
        columns[place] = i;
      }
    }
    return columns;
  }

  private static int required(TableHeader table, String name) {
    if (!table.has(name)) {
      throw refusal(table, "no column '" + Echo.of(name) + "'");
    }
    return table.column(name, "label");
  }

  private static RetortException refusal(TableHeader table, String found) {
    return new RetortException(
        ErrorKind.DATA,
        "The file "
            + table.origin().name()
            + " has "
            + found
            + "; give a file that 'retort label' has written");
  }
}
