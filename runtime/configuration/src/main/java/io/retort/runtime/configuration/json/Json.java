package io.retort.runtime.configuration.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Records as JSON, with keys in the spelling of configurations. JSON has no NaN and no infinity:
 * null stands for them, and an object {@code "undefined"} beside it says why. A record that knows a
 * reason has a component {@code undefined}, a map from the names of its numbers (or of those in its
 * maps) to clauses.
 */
public final class Json {
  /** The key of the object that says why numbers are missing. */
  public static final String UNDEFINED = "undefined";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  private Json() {}

  /**
   * A value in one line.
   *
   * @param value a record of records, lists, maps, text and numbers
   * @return JSON without a line break
   */
  public static String line(Object value) {
    return write(value, false);
  }

  /**
   * A value for people to read.
   *
   * @param value a record of records, lists, maps, text and numbers
   * @return JSON in several lines
   */
  public static String pretty(Object value) {
    return write(value, true) + "\n";
  }

  /**
   * Reads what was written.
   *
   * @param json the text
   * @param type the record
   * @param <T> the record
   * @return the record
   * @throws IOException if the text is none
   */
  public static <T extends Record> T read(String json, Class<T> type) throws IOException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IOException("it holds nothing but null");
      }
      return value;
    } catch (JsonMappingException misfit) {
      // What the library says of it names Java's classes.
      String key =
          misfit.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("."));
      throw new IOException(
          key.isEmpty()
              ? "a value is missing or of another kind"
              : "'" + key + "' is of another kind",
          misfit);
    }
  }

  private static String write(Object value, boolean pretty) {
    try {
      JsonNode tree = MAPPER.valueToTree(value);
      replaceNonFinite(tree, Map.of());
      return pretty
          ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree)
          : MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", impossible);
    }
  }

  /**
   * Puts null for every number that is not finite.
   *
   * @param around the reasons that the object around this one gives
   */
  private static void replaceNonFinite(JsonNode node, Map<String, String> around) {
    if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        replaceNonFinite(list.get(i), Map.of());
        list.set(i, finite(list.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      Map<String, String> given = reasons(object);
      Map<String, String> reasons = new TreeMap<>(given);
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        String name = property.getKey();
        nonFinite(property.getValue())
            .filter(found -> !around.containsKey(name))
            .ifPresent(found -> reasons.putIfAbsent(name, found));
        replaceNonFinite(property.getValue(), given);
        property.setValue(finite(property.getValue()));
      }
      if (!reasons.isEmpty()) {
        ObjectNode written = object.putObject(UNDEFINED);
        reasons.forEach(written::put);
      }
    }
  }

  /** The reasons that a record itself gives; where it has none to give, its component goes. */
  private static Map<String, String> reasons(ObjectNode object) {
    Map<String, String> reasons = new TreeMap<>();
    if (object.get(UNDEFINED) instanceof ObjectNode given) {
      if (given.isEmpty()) {
        object.remove(UNDEFINED);
      } else if (StreamSupport.stream(given.spliterator(), false).allMatch(JsonNode::isTextual)) {
        given.properties().forEach(each -> reasons.put(each.getKey(), each.getValue().asText()));
      }
    }
    return reasons;
  }

  /** What the number, or the first such number of the list, is instead of a finite one. */
  private static Optional<String> nonFinite(JsonNode node) {
    if (node instanceof ArrayNode list) {
      return StreamSupport.stream(list.spliterator(), false)
          .flatMap(item -> nonFinite(item).stream())
          .findFirst();
    }
    double value = node.isDouble() || node.isFloat() ? node.doubleValue() : 0;
    if (Double.isFinite(value)) {
      return Optional.empty();
    }
    return Optional.of(
        Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite");
  }

  private static JsonNode finite(JsonNode node) {
    return node.isArray() || nonFinite(node).isEmpty() ? node : NullNode.getInstance();
  }
}
