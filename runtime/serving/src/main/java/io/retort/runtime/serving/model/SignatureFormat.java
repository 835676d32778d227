package io.retort.runtime.serving.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code signature.json}: what a model was taught, as JSON. */
final class SignatureFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SignatureFormat() {}

  static byte[] encode(Signature signature) {
    ObjectNode document = MAPPER.createObjectNode();
    ArrayNode inputs = document.putArray("inputs");
    signature.columns().forEach(column -> write(column, inputs.addObject()));
    ArrayNode heads = document.putArray("heads");
    signature.heads().forEach(head -> write(head, heads.addObject()));
    try {
      return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can be written as JSON", impossible);
    }
  }

  private static void write(InputColumn column, ObjectNode json) {
    json.put("name", column.name());
    if (column instanceof InputColumn.Numeric numeric) {
      json.put("kind", "numeric");
      write(numeric.scaling(), json);
      json.put("fill", numeric.fill());
    } else if (column instanceof InputColumn.Categorical categorical) {
      json.put("kind", "categorical");
      categorical.categories().forEach(json.putArray("categories")::add);
      json.put("fill", categorical.fill());
      json.put("unknown", categorical.unknown().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void write(Standardization scaling, ObjectNode json) {
    json.put("mean", scaling.mean());
    json.put("deviation", scaling.deviation());
  }

  private static void write(Head head, ObjectNode json) {
    json.put("name", head.name());
    if (head.task() instanceof Task.Regression values) {
      json.put("task", "regression");
      ArrayNode all = json.putArray("values");
      for (int i = 0; i < values.names().size(); i++) {
        ObjectNode value = all.addObject();
        value.put("name", values.names().get(i));
        write(values.scales().get(i), value);
      }
    } else {
      boolean one = head.task() instanceof Task.SingleLabel;
      json.put("task", one ? "single-label" : "multi-label");
      head.task().names().forEach(json.putArray(one ? "classes" : "labels")::add);
    }
  }

  static Signature read(Path file) {
    try {
      JsonNode document = MAPPER.readTree(Files.readAllBytes(file));
      List<InputColumn> columns = new ArrayList<>();
      for (JsonNode column : required(document, "inputs")) {
        columns.add(column(column));
      }
      List<Head> heads = new ArrayList<>();
      for (JsonNode head : required(document, "heads")) {
        heads.add(head(head));
      }
      return new Signature(columns, heads);
    } catch (IOException | IllegalArgumentException damaged) {
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

  private static InputColumn column(JsonNode json) {
    String name = text(json, "name");
    if ("numeric".equals(text(json, "kind"))) {
      return new InputColumn.Numeric(name, scaling(json), number(json, "fill"));
    }
    return new InputColumn.Categorical(
        name,
        texts(json, "categories"),
        text(json, "fill"),
        UnknownCategory.valueOf(text(json, "unknown").toUpperCase(Locale.ROOT)));
  }

  private static Head head(JsonNode json) {
    String name = text(json, "name");
    String task = text(json, "task");
    return switch (task) {
      case "single-label" -> new Head(name, new Task.SingleLabel(texts(json, "classes")));
      case "multi-label" -> new Head(name, new Task.MultiLabel(texts(json, "labels")));
      case "regression" -> {
        List<String> names = new ArrayList<>();
        List<Standardization> scales = new ArrayList<>();
        for (JsonNode value : required(json, "values")) {
          names.add(text(value, "name"));
          scales.add(scaling(value));
        }
        yield new Head(name, new Task.Regression(names, scales));
      }
      default -> throw new IllegalArgumentException("there is no task '" + task + "'");
    };
  }

  private static Standardization scaling(JsonNode json) {
    return new Standardization(number(json, "mean"), number(json, "deviation"));
  }

  private static JsonNode required(JsonNode json, String key) {
    JsonNode value = json == null ? null : json.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the key '" + key + "' is missing");
    }
    return value;
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = required(json, key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'" + key + "' is no text");
    }
    return value.textValue();
  }

  private static double number(JsonNode json, String key) {
    JsonNode value = required(json, key);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("'" + key + "' is no number");
    }
    return value.doubleValue();
  }

  private static List<String> texts(JsonNode json, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : required(json, key)) {
      if (!value.isTextual()) {
        throw new IllegalArgumentException("'" + key + "' holds what is no text");
      }
      texts.add(value.textValue());
    }
    return texts;
  }
}
