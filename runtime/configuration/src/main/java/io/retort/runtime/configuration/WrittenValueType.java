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
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return ((WrittenValue) value).plain();
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    WrittenValue written = new WrittenValue(value);
    return Optional.of(new BoundValue<>(written, written.plain()));
  }
}
