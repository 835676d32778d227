package io.retort.serving.format;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.text.SavedTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** {@code signature.json}: what a model was taught, as JSON. */
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

  static Signature read(Path file) {
    try {
      Object document = PlainJson.read(Files.readAllBytes(file));
      List<InputColumn> columns = new ArrayList<>();
      for (Object column : items(document, "inputs")) {
        columns.add(column(column));
      }
      List<Head> heads = new ArrayList<>();
      for (Object head : items(document, "heads")) {
        heads.add(head(head));
      }
      return new Signature(preparation(document, columns), heads);
    } catch (IOException | IllegalArgumentException | StackOverflowError damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " cannot be read ("
              + Reason.of(damaged)
              + "); name the folder of a saved network as the run has written it",
          damaged);
    }
  }

  /** How inputs are made; versions that did not write it knew the columns of a table alone. */
  private static InputPreparation preparation(Object document, List<InputColumn> columns) {
    Map<?, ?> keys = (Map<?, ?>) document;
    if (keys.get("pixels") instanceof Map<?, ?> pixels) {
      return new InputPreparation.Pixels(wholeNumber(pixels, "white"), scaling(pixels));
    } else if (keys.get("table") instanceof Map<?, ?> table) {
      return new InputPreparation.Table(
          columns,
          new TableFormat(
              !Boolean.FALSE.equals(table.get("header")),
              character(table, "separator"),
              character(table, "decimal"),
              texts(table, "missing-marks"),
              MissingValues.valueOf(text(table, "missing").toUpperCase(Locale.ROOT))));
    }
    return InputPreparation.of(columns);
  }

  private static char character(Object json, String key) {
    String text = text(json, key);
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + key + "' is not one character");
    }
    return text.charAt(0);
  }

  private static InputColumn column(Object json) {
    String name = text(json, "name");
    String kind = text(json, "kind");
    return switch (kind) {
      case "numeric" -> new InputColumn.Numeric(name, scaling(json), number(json, "fill"));
      case "categorical" ->
          new InputColumn.Categorical(
              name,
              texts(json, "categories"),
              text(json, "fill"),
              UnknownCategory.valueOf(text(json, "unknown").toUpperCase(Locale.ROOT)));
      case "text" ->
          new InputColumn.Text(
              name,
              new SavedTokenizer(text(json, "tokenizer"), settings(json)),
              vocabulary(json),
              wholeNumber(json, "length"));
      default -> throw new IllegalArgumentException("there is no kind of column '" + kind + "'");
    };
  }

  private static Head head(Object json) {
    String name = text(json, "name");
    String task = text(json, "task");
    return switch (task) {
      case "single-label" -> new Head(name, new Task.SingleLabel(texts(json, "classes")));
      case "multi-label" -> new Head(name, new Task.MultiLabel(texts(json, "labels")));
      case "regression" -> {
        List<String> names = new ArrayList<>();
        List<Standardization> scales = new ArrayList<>();
        for (Object value : items(json, "values")) {
          names.add(text(value, "name"));
          scales.add(scaling(value));
        }
        yield new Head(name, new Task.Regression(names, scales));
      }
      case "embedding" -> new Head(name, new Task.Embedding(wholeNumber(json, "width")));
      default -> throw new IllegalArgumentException("there is no task '" + task + "'");
    };
  }

  private static Standardization scaling(Object json) {
    return new Standardization(number(json, "mean"), number(json, "deviation"));
  }

  private static Object required(Object json, String key) {
    Object value = json instanceof Map<?, ?> keys ? keys.get(key) : null;
    if (value == null) {
      throw new IllegalArgumentException("the key '" + key + "' is missing");
    }
    return value;
  }

  private static List<?> items(Object json, String key) {
    if (required(json, key) instanceof List<?> items) {
      return items;
    }
    throw new IllegalArgumentException("'" + key + "' is no list");
  }

  private static String text(Object json, String key) {
    if (required(json, key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'" + key + "' is no text");
  }

  private static double number(Object json, String key) {
    if (required(json, key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("'" + key + "' is no number");
  }

  private static int wholeNumber(Object json, String key) {
    double number = number(json, key);
    if (number < 1 || number != (int) number) {
      throw new IllegalArgumentException("'" + key + "' is no whole number of at least 1");
    }
    return (int) number;
  }

  /** Versions that did not write it knew it from the tokenizer alone. */
  private static OptionalInt vocabulary(Object json) {
    return ((Map<?, ?>) json).containsKey("vocabulary")
        ? OptionalInt.of(wholeNumber(json, "vocabulary"))
        : OptionalInt.empty();
  }

  private static Map<String, String> settings(Object json) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (!(required(json, "tokenizer-settings") instanceof Map<?, ?> all)) {
      throw new IllegalArgumentException("'tokenizer-settings' is no mapping");
    }
    all.keySet().forEach(name -> settings.put((String) name, text(all, (String) name)));
    return settings;
  }

  private static List<String> texts(Object json, String key) {
    List<String> texts = new ArrayList<>();
    for (Object value : items(json, key)) {
      if (!(value instanceof String text)) {
        throw new IllegalArgumentException("'" + key + "' holds what is no text");
      }
      texts.add(text);
    }
    return texts;
  }
}
