package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Sequence;
import io.retort.runtime.plugin.PluginKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list. */
record ListType(ValueType inner) implements ValueType {

  @Override
  public String words() {
    return "a list (each item " + inner.words() + ")";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Ordered.map("type", "array", "items", inner.schema(definitions));
  }

  @Override
  public Optional<Bound<Object>> bind(Value value, String key, Session session) {
    if (!(value instanceof Sequence sequence)) {
      return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
    }
    List<Object> values = new ArrayList<>();
    List<Object> tree = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      inner
          .bind(sequence.items().get(i), Keys.item(key, i), session)
          .ifPresent(
              bound -> {
                values.add(bound.value());
                tree.add(bound.tree());
              });
    }
    return values.size() == sequence.items().size()
        ? Optional.of(new Bound<>(List.copyOf(values), tree))
        : Optional.empty();
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
