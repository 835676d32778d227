package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A list of values, one value, or a mapping that says which numbers. */
final class AlternativesType implements ValueType {
  private final RecordType numbers;

  AlternativesType(RecordKeys keys) {
    this.numbers = new RecordType(Alternatives.Numbers.class, keys);
  }

  @Override
  public String words() {
    return "a list of values, or {from: …, to: …, count: …}";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Map.of(
        "anyOf",
        List.of(
            OrderedMaps.map("type", "array", "minItems", 1),
            Map.of("type", List.of("string", "number", "boolean")),
            numbers.schema(definitions)));
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (value instanceof Sequence list) {
      return alternatives(
          () -> new Alternatives(list.items().stream().map(WrittenValue::new).toList()),
          value,
          key,
          session);
    } else if (value instanceof Scalar && !value.isNull()) {
      return alternatives(
          () -> new Alternatives(List.of(new WrittenValue(value))), value, key, session);
    } else if (value instanceof Mapping) {
      return numbers
          .bind(value, key, session)
          .flatMap(
              bound ->
                  alternatives(
                      () -> ((Alternatives.Numbers) bound.value()).at(value.place()),
                      value,
                      key,
                      session));
    }
    return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return plain((Alternatives) value);
  }

  private static Object plain(Alternatives alternatives) {
    return alternatives.values().stream().map(WrittenValue::plain).toList();
  }

  private static Optional<BoundValue<Object>> alternatives(
      Supplier<Alternatives> made, ConfigurationValue value, String key, BindingSession session) {
    try {
      Alternatives alternatives = made.get();
      return Optional.of(new BoundValue<>(alternatives, plain(alternatives)));
    } catch (IllegalArgumentException refusal) {
      return session.refuse(value.place(), key, refusal.getMessage());
    }
  }
}
