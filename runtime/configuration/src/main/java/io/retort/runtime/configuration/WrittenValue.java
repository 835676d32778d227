package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value as it was written, not yet bound to a type: for keys whose values go into another
 * configuration. It remembers its place, so that a mistake is reported where it was made.
 * Immutable.
 */
public final class WrittenValue {
  private final ConfigurationValue value;

  WrittenValue(ConfigurationValue value) {
    this.value = value;
  }

  ConfigurationValue value() {
    return value;
  }

  /**
   * The value as plain data.
   *
   * @return a mapping, list, text, number or boolean, or {@code null} for nothing
   */
  public Object plain() {
    return plain(value);
  }

  private static Object plain(ConfigurationValue value) {
    if (value instanceof Mapping mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, plain(entry.value())));
      return entries;
    } else if (value instanceof Sequence sequence) {
      return sequence.items().stream().map(WrittenValue::plain).toList();
    } else if (value.isNull()) {
      return null;
    }
    Scalar scalar = (Scalar) value;
    if (scalar.plain() && scalar.text().matches("true|false")) {
      return Boolean.valueOf(scalar.text());
    }
    return scalar.plain() ? NumberType.plain(scalar.text()) : scalar.text();
  }

  /** The value in one line of YAML. */
  @Override
  public String toString() {
    return text(value);
  }

  private static String text(ConfigurationValue value) {
    if (value instanceof Mapping mapping) {
      return mapping.entries().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + text(entry.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(WrittenValue::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    Scalar scalar = (Scalar) value;
    return scalar.plain() ? scalar.text() : "'" + scalar.text().replace("'", "''") + "'";
  }
}
