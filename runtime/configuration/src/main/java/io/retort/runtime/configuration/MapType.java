package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.plugin.PluginKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping from free names, in the order in which they were written. */
record MapType(ValueType inner) implements ValueType {

  @Override
  public String words() {
    return "a mapping (each value " + inner.words() + ")";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return OrderedMaps.map("type", "object", "additionalProperties", inner.schema(definitions));
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (!(value instanceof Mapping mapping)) {
      return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> tree = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, entry) ->
                inner
                    .bind(entry.value(), KeyPaths.below(key, name), session)
                    .ifPresent(
                        bound -> {
                          values.put(name, bound.value());
                          tree.put(name, bound.tree());
                        }));
    return values.size() == mapping.entries().size()
        ? Optional.of(new BoundValue<>(Collections.unmodifiableMap(values), tree))
        : Optional.empty();
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    ((Map<?, ?>) value)
        .forEach(
            (name, entry) ->
                tree.put(
                    (String) name, inner.write(entry, KeyPaths.below(key, (String) name), writer)));
    return tree;
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
