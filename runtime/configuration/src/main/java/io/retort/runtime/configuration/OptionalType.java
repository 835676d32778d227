package io.retort.runtime.configuration;

import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that may be left out, or be null. */
record OptionalType(ValueType inner) implements ValueType {

  @Override
  public String words() {
    return inner.words();
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Map.of("anyOf", List.of(inner.schema(definitions), Map.of("type", "null")));
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (value.isNull()) {
      return Optional.of(new BoundValue<>(Optional.empty(), null));
    }
    return inner
        .bind(value, key, session)
        .map(bound -> new BoundValue<>(Optional.of(bound.value()), bound.tree()));
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return ((Optional<?>) value).map(present -> inner.write(present, key, writer)).orElse(null);
  }

  @Override
  public List<String> choices() {
    return inner.choices();
  }

  @Override
  public Optional<PluginKind> plugin() {
    return inner.plugin();
  }

  @Override
  public Map<String, Class<? extends Record>> variants() {
    return inner.variants();
  }

  @Override
  public Optional<Class<? extends Record>> record() {
    return inner.record();
  }
}
