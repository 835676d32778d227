package io.retort.runtime.configuration;

import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.HashSet;
import java.util.List;
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
   * @return its description
   * @throws io.retort.core.RetortException if its record cannot be bound, naming record, component
   *     and fix
   */
  public static PluginDescription of(PluginEntry plugin) {
    return new PluginDescription(plugin, keys(plugin.configuration(), Set.of()));
  }

  /** The keys of a record; those of a record within itself are left out. */
  private static List<Key> keys(Class<? extends Record> type, Set<Class<?>> outer) {
    Set<Class<?>> here = new HashSet<>(outer);
    here.add(type);
    return RecordKey.of(type).stream().map(key -> describe(key, here)).toList();
  }

  private static Key describe(RecordKey key, Set<Class<?>> outer) {
    return new Key(
        key.name(),
        key.type().words(),
        key.defaultText(),
        key.required(),
        key.type().choices(),
        key.type().plugin(),
        key.doc(),
        key.type()
            .record()
            .filter(below -> !outer.contains(below))
            .map(below -> keys(below, outer))
            .orElse(List.of()));
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
   */
  public record Key(
      String name,
      String type,
      Optional<String> defaultText,
      boolean required,
      List<String> values,
      Optional<PluginKind> plugin,
      String doc,
      List<Key> keys) {

    public Key {
      values = List.copyOf(values);
      keys = List.copyOf(keys);
    }
  }
}
