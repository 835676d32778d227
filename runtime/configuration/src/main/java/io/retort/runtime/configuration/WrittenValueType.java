package io.retort.runtime.configuration;

import java.util.Map;
import java.util.Optional;

/** Any value at all. */
final class WrittenValueType implements ValueType {

  @Override
  public String words() {
    return "a value";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Map.of();
  }

  @Override
  public Object write(Object value, String key, Writer writer) {
    return ((WrittenValue) value).plain();
  }

  @Override
  public Optional<Bound<Object>> bind(Value value, String key, Session session) {
    WrittenValue written = new WrittenValue(value);
    return Optional.of(new Bound<>(written, written.plain()));
  }
}
