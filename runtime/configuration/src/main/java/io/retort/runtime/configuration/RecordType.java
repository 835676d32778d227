package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.common.text.NearestName;
import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.plugin.PluginCatalog;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record: a mapping with a key for each component.
 *
 * @param reader reads the keys when they are needed: a component may have the type of its record
 */
record RecordType(Class<? extends Record> type, RecordKeys reader) implements ValueType {

  @Override
  public String words() {
    return "a mapping";
  }

  @Override
  public Optional<Class<? extends Record>> record() {
    return Optional.of(type);
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (value instanceof Mapping mapping) {
      return bind(mapping, key, session, Set.of());
    }
    return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
  }

  @Override
  public Map<String, Object> write(Object value, String key, ConfigurationWriter writer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordKey each : reader.of(type)) {
      Object written =
          each.type().write(each.value((Record) value), KeyPaths.below(key, each.name()), writer);
      // Null is written only where leaving the key out would mean something else.
      if (written != null || each.defaultText(writer.catalog()).isPresent()) {
        tree.put(each.name(), written);
      }
    }
    return tree;
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return definitions.reference(
        type, KebabCase.of(type.getSimpleName()), () -> mapping(definitions, Map.of()));
  }

  /** Whether a mapping may be empty. */
  boolean needsNothing(PluginCatalog catalog) {
    try {
      return reader.of(type).stream().noneMatch(key -> key.required(catalog));
    } catch (RetortException unbindable) {
      return false;
    }
  }

  /**
   * The JSON Schema of a mapping that has other keys as well.
   *
   * @param others their schemas
   */
  Map<String, Object> mapping(SchemaDefinitions definitions, Map<String, Object> others) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    List<RecordKey> keys;
    try {
      keys = reader.of(type);
    } catch (RetortException unbindable) {
      // One unusable plugin leaves the schema of the others as it is.
      schema.put("description", unbindable.getMessage());
      return schema;
    }
    Map<String, Object> properties = new LinkedHashMap<>(others);
    keys.forEach(key -> properties.put(key.name(), key.schema(definitions)));
    schema.put("properties", properties);
    List<String> required =
        keys.stream()
            .filter(key -> key.required(definitions.catalog()))
            .map(RecordKey::name)
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  /**
   * Binds a mapping that has other keys as well.
   *
   * @param others keys that the caller has understood
   */
  Optional<BoundValue<Object>> bind(
      Mapping mapping, String key, BindingSession session, Set<String> others) {
    List<RecordKey> keys;
    Constructor<? extends Record> constructor;
    try {
      keys = reader.of(type);
      constructor = constructor(type);
    } catch (RetortException unbindable) {
      return session.refuse(mapping.place(), key, unbindable.getMessage());
    }
    boolean complete = refuseUnknown(mapping, key, session, keys, others);
    List<Object> values = new ArrayList<>();
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordKey each : keys) {
      Optional<BoundValue<Object>> bound = bind(each, mapping, key, session);
      if (bound.isEmpty()) {
        complete = false;
        continue;
      }
      values.add(bound.get().value());
      each.caution(bound.get().value(), key).ifPresent(session::warn);
      // Null is written only where leaving the key out would mean something else.
      if (bound.get().tree() != null || each.defaultText(session.catalog()).isPresent()) {
        tree.put(each.name(), bound.get().tree());
      }
    }
    return complete
        ? construct(constructor, values, mapping.place(), key, session)
            .map(
                made -> {
                  session.bound(key, made.value());
                  return new BoundValue<>(made.value(), tree);
                })
        : Optional.empty();
  }

  private static boolean refuseUnknown(
      Mapping mapping,
      String key,
      BindingSession session,
      List<RecordKey> keys,
      Set<String> others) {
    List<String> known = keys.stream().map(RecordKey::name).toList();
    boolean clean = true;
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey()) && !others.contains(entry.getKey())) {
        clean = false;
        session.refuse(
            KindedMapping.underKind(mapping, entry.getValue().key()),
            KeyPaths.below(key, entry.getKey()),
            "there is no such key" + NearestName.hint(entry.getKey(), known, "keys"));
      }
    }
    return clean;
  }

  private static Optional<BoundValue<Object>> bind(
      RecordKey key, Mapping mapping, String path, BindingSession session) {
    String below = KeyPaths.below(path, key.name());
    Entry given = mapping.entries().get(key.name());
    Optional<ConfigurationValue> defaultValue =
        key.defaultValue(mapping.place(), session.catalog());
    if (given != null) {
      ConfigurationValue value =
          defaultValue
              .map(fallback -> key.type().completed(given.value(), fallback, session.catalog()))
              .orElse(given.value());
      return key.type().bind(value, below, session);
    } else if (defaultValue.isPresent()) {
      String text = key.defaultText(session.catalog()).orElseThrow();
      return key.type().bind(defaultValue.get(), below, session.ofDefault(text));
    } else if (!key.required(session.catalog())) {
      return Optional.of(new BoundValue<>(Optional.empty(), null));
    }
    return session.refuse(
        mapping.place(),
        path,
        "the key '" + key.name() + "' is missing; expected " + key.type().words());
  }

  private static Optional<BoundValue<Object>> construct(
      Constructor<? extends Record> constructor,
      List<Object> values,
      SourceLocation place,
      String key,
      BindingSession session) {
    try {
      return Optional.of(new BoundValue<>(constructor.newInstance(values.toArray()), null));
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      boolean refusal =
          cause instanceof IllegalArgumentException || cause instanceof RetortException;
      return session.refuse(
          place, key, refusal ? cause.getMessage() : "this fails: " + Fault.of(cause));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(constructor + " was made accessible before", impossible);
    }
  }

  /** The only value of a record without components. */
  static Record empty(Class<? extends Record> type) {
    try {
      return constructor(type).newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("a constructor of nothing, made accessible", impossible);
    }
  }

  private static Constructor<? extends Record> constructor(Class<? extends Record> type) {
    Class<?>[] components =
        Arrays.stream(type.getRecordComponents())
            .map(component -> component.getType())
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(components);
      if (!constructor.trySetAccessible()) {
        throw new RetortException(
            ErrorKind.PLUGIN,
            "The record "
                + type.getName()
                + " is not accessible; make it public in an exported package, or write 'opens "
                + type.getPackageName()
                + " to io.retort.runtime.configuration' in its module-info.java");
      }
      return constructor;
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError("every record has a canonical constructor", impossible);
    }
  }
}
