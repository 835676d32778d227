package io.retort.serving.format;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.image.ImageFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code signature.json}: what a model was taught. A key is added only where a version that
 * does not know it must not go on, as {@link SignatureReader} refuses keys that it does not know.
 */
final class SignatureFormat {
  private SignatureFormat() {}

  static byte[] encode(Signature signature) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("inputs", signature.columns().stream().map(SignatureFormat::tree).toList());
    document.putAll(
        signature
            .preparation()
            .<Map<String, Object>>match(
                values -> Map.of(),
                table -> Map.of("table", tree(table.format())),
                pixels -> Map.of("pixels", tree(pixels))));
    document.put("heads", signature.heads().stream().map(SignatureFormat::tree).toList());
    return PlainJson.pretty(document);
  }

  private static Map<String, Object> tree(InputColumn column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", column.name());
    tree.putAll(
        column.match(
            SignatureFormat::numbers, SignatureFormat::categories, SignatureFormat::texts));
    return tree;
  }

  private static Map<String, Object> numbers(InputColumn.Numeric column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "numeric");
    write(column.scaling(), tree);
    tree.put("fill", column.fill());
    return tree;
  }

  private static Map<String, Object> categories(InputColumn.Categorical column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "categorical");
    tree.put("categories", column.categories());
    tree.put("fill", column.fill());
    tree.put("unknown", column.unknown().name().toLowerCase(Locale.ROOT));
    return tree;
  }

  private static Map<String, Object> texts(InputColumn.Text column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "text");
    tree.put("length", column.length());
    tree.put("tokenizer", column.tokenizer().kind());
    tree.put("tokenizer-settings", column.tokenizer().settings());
    column.vocabulary().ifPresent(tokens -> tree.put("vocabulary", tokens));
    return tree;
  }

  private static Map<String, Object> tree(TableFormat format) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("header", format.header());
    tree.put("separator", String.valueOf(format.separator()));
    tree.put("decimal", String.valueOf(format.decimal()));
    tree.put("missing-marks", format.missingMarks());
    tree.put("missing", format.missing().name().toLowerCase(Locale.ROOT));
    return tree;
  }

  private static Map<String, Object> tree(InputPreparation.Pixels pixels) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("white", pixels.white());
    write(pixels.scaling(), tree);
    if (pixels.fit() != ImageFit.EXACT) {
      tree.put("fit", pixels.fit().name().toLowerCase(Locale.ROOT));
    }
    return tree;
  }

  private static void write(Standardization scaling, Map<String, Object> tree) {
    tree.put("mean", scaling.mean());
    tree.put("deviation", scaling.deviation());
  }

  private static Map<String, Object> tree(Head head) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", head.name());
    tree.putAll(
        head.task()
            .match(
                SignatureFormat::classes,
                SignatureFormat::labels,
                SignatureFormat::values,
                SignatureFormat::embedding));
    return tree;
  }

  private static Map<String, Object> classes(Task.SingleLabel task) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", "single-label");
    tree.put("classes", task.names());
    return tree;
  }

  private static Map<String, Object> labels(Task.MultiLabel task) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", "multi-label");
    tree.put("labels", task.names());
    return tree;
  }

  private static Map<String, Object> values(Task.Regression values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", "regression");
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < values.names().size(); i++) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("name", values.names().get(i));
      write(values.scales().get(i), value);
      all.add(value);
    }
    tree.put("values", all);
    return tree;
  }

  private static Map<String, Object> embedding(Task.Embedding task) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", "embedding");
    tree.put("width", task.width());
    return tree;
  }
}
