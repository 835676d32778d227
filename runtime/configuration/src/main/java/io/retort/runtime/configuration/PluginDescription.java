package io.retort.runtime.configuration;

import io.retort.core.network.Layer;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be configured about a plugin, from the annotations of its record.
 *
 * @param plugin the plugin
 * @param keys its keys, in the order of the record
 */
public record PluginDescription(PluginEntry plugin, List<Key> keys) {

  public PluginDescription {
    keys = List.copyOf(keys);
  }

  /**
   * Describes a plugin.
   *
   * @param plugin the plugin
   * @param catalog what else there is, for defaults that are plugins
   * @return its description
   * @throws io.retort.core.RetortException if its record cannot be bound, naming record, component
   *     and fix
   */
  public static PluginDescription of(PluginEntry plugin, PluginCatalog catalog) {
    return new PluginDescription(plugin, keys(plugin.configuration(), catalog, Set.of()));
  }

  /**
   * Describes a record that is not a plugin's, such as that of an experiment.
   *
   * @param type the record
   * @param catalog what there is, for defaults that are plugins
   * @return its keys
   * @throws io.retort.core.RetortException if it cannot be bound
   */
  public static List<Key> keys(Class<? extends Record> type, PluginCatalog catalog) {
    return keys(type, catalog, Set.of());
  }

  /**
   * Describes the layers that networks are made of.
   *
   * @return the keys of each layer, by its kind
   */
  public static Map<String, List<Key>> layers() {
    return variants(
        ValueTypes.of(Layer.class, Optional.empty()).variants(),
        PluginCatalog.of(List.of()),
        Set.of());
  }

  /**
   * Finds defaults that do not fit their keys. Those that are plugins depend on what is installed,
   * and are not looked at.
   *
   * @param plugin the plugin
   * @return what is wrong, one sentence each
   */
  public static List<String> unfitDefaults(PluginEntry plugin) {
    List<String> unfit = new ArrayList<>();
    unfitDefaults(plugin.configuration(), new HashSet<>(), unfit);
    return unfit;
  }

  private static void unfitDefaults(
      Class<? extends Record> type, Set<Class<?>> seen, List<String> unfit) {
    if (!seen.add(type)) {
      return;
    }
    for (RecordKey key : ValueTypes.keys(type)) {
      ValueType value = key.type();
      value.record().ifPresent(below -> unfitDefaults(below, seen, unfit));
      boolean plain =
          value.record().isEmpty()
              && value.plugin().isEmpty()
              && value.variants().isEmpty()
              && !(value instanceof PathType);
      Optional<String> text = key.writtenDefault();
      if (plain && text.isPresent()) {
        BindingSession session = new BindingSession(PluginCatalog.of(List.of()), null, List.of());
        ConfigurationValue fallback =
            key.defaultValue(new SourceLocation.InProgram(), session.catalog()).orElseThrow();
        value.bind(fallback, key.name(), session.ofDefault(text.get()));
        if (session.failed()) {
          unfit.add(type.getSimpleName() + ": " + session.failure().getMessage());
        }
      }
    }
  }

  private static Map<String, List<Key>> variants(
      Map<String, Class<? extends Record>> records, PluginCatalog catalog, Set<Class<?>> outer) {
    Map<String, List<Key>> variants = new LinkedHashMap<>();
    records.forEach(
        (kind, record) ->
            variants.put(kind, outer.contains(record) ? List.of() : keys(record, catalog, outer)));
    return Collections.unmodifiableMap(variants);
  }

  /** The keys of a record; those of a record within itself are left out. */
  private static List<Key> keys(
      Class<? extends Record> type, PluginCatalog catalog, Set<Class<?>> outer) {
    Set<Class<?>> here = new HashSet<>(outer);
    here.add(type);
    return ValueTypes.keys(type).stream().map(key -> describe(key, catalog, here)).toList();
  }

  private static Key describe(RecordKey key, PluginCatalog catalog, Set<Class<?>> outer) {
    return new Key(
        key.name(),
        key.type().words(),
        key.defaultText(catalog),
        key.required(catalog),
        key.type().choices(),
        key.type().plugin(),
        key.doc(),
        key.type()
            .record()
            .filter(below -> !outer.contains(below))
            .map(below -> keys(below, catalog, outer))
            .orElse(List.of()),
        variants(key.type().variants(), catalog, outer));
  }

  /**
   * One key.
   *
   * @param name the key, such as {@code soft-weight}
   * @param type what is expected, in words, such as {@code a number above 0}; the range is part of
   *     it
   * @param defaultText the default as YAML; empty if the key is required or optional
   * @param required whether the key must be given
   * @param values the words that are accepted, where they are a closed set
   * @param plugin the SPI, if the value is a plugin or has plugins in it
   * @param doc what the key means; empty if the record does not say
   * @param keys the keys below this one, where the value is a record
   * @param variants the keys below this one by {@code kind}, where that chooses among records
   */
  public record Key(
      String name,
      String type,
      Optional<String> defaultText,
      boolean required,
      List<String> values,
      Optional<PluginKind> plugin,
      String doc,
      List<Key> keys,
      Map<String, List<Key>> variants) {

    public Key {
      values = List.copyOf(values);
      keys = List.copyOf(keys);
      variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }
  }
}
