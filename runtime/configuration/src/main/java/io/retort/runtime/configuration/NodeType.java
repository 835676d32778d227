package io.retort.runtime.configuration;

import io.retort.core.network.Layer;
import io.retort.runtime.common.network.NetworkTree;
import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One node of a network: a layer that may also have a {@code name} and say {@code from}. */
final class NodeType implements ValueType {
  private final VariantsType layers;

  /** A layer as written, before the network gives it what was left out. */
  record Item(
      Layer layer,
      Optional<String> name,
      Optional<List<String>> from,
      SourceLocation place,
      String key) {}

  NodeType(RecordKeys keys) {
    this.layers = VariantsType.of(Layer.class, keys);
  }

  @Override
  public String words() {
    return layers.words();
  }

  @Override
  public List<String> choices() {
    return layers.choices();
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    ValueType text = new TextType();
    Map<String, Object> name = new LinkedHashMap<>();
    name.put("description", "The node's name; by default its kind and a counter.");
    name.putAll(new OptionalType(text).schema(definitions));
    Map<String, Object> from = new LinkedHashMap<>();
    from.put(
        "description", "The node, or the list of nodes, that it reads; by default the one before.");
    from.putAll(new ListType(text).schema(definitions));
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(NetworkTree.NAME, name);
    keys.put(NetworkTree.FROM, from);
    return layers.kinds(NodeType.class, "layer", keys).schema(definitions);
  }

  @Override
  @SuppressWarnings("unchecked") // a ListType of TextType binds a List<String>
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    Optional<BoundValue<Object>> layer =
        layers.bind(value, key, session, Set.of(NetworkTree.NAME, NetworkTree.FROM));
    Map<String, Entry> entries = value instanceof Mapping mapping ? mapping.entries() : Map.of();
    Optional<BoundValue<Object>> name =
        bind(
            entries.get(NetworkTree.NAME),
            new TextType(),
            KeyPaths.below(key, NetworkTree.NAME),
            session);
    Optional<BoundValue<Object>> from =
        bind(
            entries.get(NetworkTree.FROM),
            new ListType(new TextType()),
            KeyPaths.below(key, NetworkTree.FROM),
            session);
    if (layer.isEmpty() || name.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    Item item =
        new Item(
            (Layer) layer.get().value(),
            (Optional<String>) name.get().value(),
            (Optional<List<String>>) from.get().value(),
            value.place(),
            key);
    return Optional.of(new BoundValue<>(item, layer.get().tree()));
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    throw new IllegalStateException("A network writes its nodes, which know their names");
  }

  private static Optional<BoundValue<Object>> bind(
      Entry entry, ValueType type, String key, BindingSession session) {
    if (entry == null) {
      return Optional.of(new BoundValue<>(Optional.empty(), null));
    }
    return new OptionalType(type).bind(entry.value(), key, session);
  }
}
