package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.UnknownCategory;
import io.retort.core.tensor.Shape;
import io.retort.exporters.check.WritablePreparation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Inputs of a model as the data has them, and the operators that prepare them. Numbers are of 64
 * bits until they are scaled, as a large number that varies little would lose its digits in 32.
 */
final class RawInputNodes {
  private final OnnxGraphWriter graph;

  RawInputNodes(OnnxGraphWriter graph) {
    this.graph = graph;
  }

  /**
   * An input for each column of a table, {@code [batch, 1]}.
   *
   * @return the value of the network's input
   */
  String table(InputPreparation.Table table) {
    List<String> values = new ArrayList<>();
    for (InputColumn column : table.columns()) {
      values.add(
          column.match(
              number -> number(number, table.format()),
              category -> category(category, table.format()),
              text -> {
                throw WritablePreparation.unexpected(text);
              }));
    }
    return values.size() == 1
        ? values.get(0)
        : graph.node("Concat", "prepared", values, attribute("axis", 1));
  }

  /** A missing number is NaN. */
  private String number(InputColumn.Numeric column, TableFormat format) {
    String value = graph.input(column.name(), TensorProto.DataType.DOUBLE, 1);
    String name = "prepared/" + column.name();
    if (format.missing() == MissingValues.FILL) {
      String missing = graph.node("IsNaN", name + "/missing", List.of(value));
      String fill = graph.number(name + "/fill", column.fill());
      value = graph.node("Where", name + "/filled", List.of(missing, fill, value));
    }
    return scaled(name, value, column.scaling());
  }

  private String scaled(String name, String value, Standardization scaling) {
    String mean = graph.number(name + "/mean", scaling.mean());
    String difference = graph.node("Sub", name + "/difference", List.of(value, mean));
    String deviation =
        graph.number(name + "/deviation", scaling.constant() ? 0 : scaling.deviation());
    String quotient =
        graph.node(
            scaling.constant() ? "Mul" : "Div", name + "/scaled", List.of(difference, deviation));
    return cast(name, quotient, TensorProto.DataType.FLOAT);
  }

  private String cast(String name, String value, TensorProto.DataType type) {
    return graph.node("Cast", name, List.of(value), attribute("to", (long) type.getNumber()));
  }

  /** A missing category is one of the marks for it, such as the empty text. */
  private String category(InputColumn.Categorical column, TableFormat format) {
    String value = graph.input(column.name(), TensorProto.DataType.STRING, 1);
    String name = "prepared/" + column.name();
    if (format.missing() == MissingValues.FILL && !format.missingMarks().isEmpty()) {
      value = filled(name, value, column, format);
    }
    String ones =
        graph.classical(
            "OneHotEncoder",
            name + "/ones",
            value,
            attribute("cats_strings", column.categories()),
            // 0 makes an unknown category an error.
            attribute("zeros", column.unknown() == UnknownCategory.REFUSE ? 0 : 1));
    int categories = column.categories().size();
    String row =
        graph.node("Reshape", name, List.of(ones, graph.integers(name + "/shape", -1, categories)));
    if (column.unknown() != UnknownCategory.OWN) {
      return row;
    }
    String known =
        graph.node(
            "ReduceSum",
            name + "/known",
            List.of(row, graph.integers(name + "/axis", 1)),
            attribute("keepdims", 1));
    String one = graph.floats(name + "/one", new float[] {1});
    String unknown = graph.node("Sub", name + "/unknown", List.of(one, known));
    return graph.node("Concat", name + "/all", List.of(row, unknown), attribute("axis", 1));
  }

  private String filled(
      String name, String value, InputColumn.Categorical column, TableFormat format) {
    List<String> marks = format.missingMarks();
    List<String> keys = new ArrayList<>(column.categories());
    keys.removeAll(marks);
    List<String> texts = new ArrayList<>(keys);
    keys.addAll(marks);
    texts.addAll(Collections.nCopies(marks.size(), column.fill()));
    return graph.classical(
        "LabelEncoder",
        name + "/filled",
        value,
        attribute("keys_strings", keys),
        attribute("values_strings", texts),
        attribute("default_string", none(column.categories())));
  }

  /** A text that is none of the categories. */
  private static String none(List<String> categories) {
    String text = "unknown";
    while (categories.contains(text)) {
      text += "_";
    }
    return text;
  }

  /**
   * An input of pixels, {@code [batch, input shape…]}.
   *
   * @return the value of the network's input
   */
  String pixels(InputPreparation.Pixels pixels, Shape shape) {
    String value = graph.input("pixels", TensorProto.DataType.UINT8, shape.toArray());
    String wide = cast("prepared/pixels/wide", value, TensorProto.DataType.DOUBLE);
    String white = graph.number("prepared/pixels/white", pixels.white());
    String share = graph.node("Div", "prepared/pixels/share", List.of(wide, white));
    return scaled("prepared/pixels", share, pixels.scaling());
  }
}
