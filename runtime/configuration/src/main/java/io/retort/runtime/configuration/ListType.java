package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import io.retort.runtime.plugin.PluginKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list. One item may stand alone: {@code label: kind} is {@code label: [kind]}. */
record ListType(ValueType inner) implements ValueType {

  @Override
  public String words() {
    return "a list (each item " + inner.words() + ")";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    Map<String, Object> item = inner.schema(definitions);
    return Map.of("anyOf", List.of(item, OrderedMaps.map("type", "array", "items", item)));
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (value.isNull()) {
      return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
    } else if (!(value instanceof Sequence)) {
      return inner
          .bind(value, key, session)
          .map(
              bound ->
                  new BoundValue<>(
                      List.of(bound.value()), Collections.singletonList(bound.tree())));
    }
    Sequence sequence = (Sequence) value;
    List<Object> values = new ArrayList<>();
    List<Object> tree = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      inner
          .bind(sequence.items().get(i), KeyPaths.item(key, i), session)
          .ifPresent(
              bound -> {
                values.add(bound.value());
                tree.add(bound.tree());
              });
    }
    return values.size() == sequence.items().size()
        ? Optional.of(new BoundValue<>(List.copyOf(values), tree))
        : Optional.empty();
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    List<?> items = (List<?>) value;
    List<Object> tree = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      tree.add(inner.write(items.get(i), KeyPaths.item(key, i), writer));
    }
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
