package io.retort.runtime.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A written value with its place: what YAML, a program's data and overrides have in common. */
sealed interface ConfigurationValue {

  SourceLocation place();

  /** How messages call the value, after "found". */
  String found();

  /** The same value as if all of it were at another place. */
  ConfigurationValue at(SourceLocation place);

  /** The null of YAML: nothing, {@code ~} or {@code null}. */
  default boolean isNull() {
    return this instanceof Scalar scalar
        && scalar.plain()
        && Set.of("", "~", "null").contains(scalar.text());
  }

  /**
   * One word.
   *
   * @param plain whether it was written without quotes, so that it may be a number or boolean
   */
  record Scalar(String text, boolean plain, SourceLocation place) implements ConfigurationValue {
    @Override
    public Scalar at(SourceLocation elsewhere) {
      return new Scalar(text, plain, elsewhere);
    }

    @Override
    public String found() {
      return isNull() ? "nothing" : plain ? "'" + text + "'" : "the text '" + text + "'";
    }
  }

  record Sequence(List<ConfigurationValue> items, SourceLocation place)
      implements ConfigurationValue {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Sequence at(SourceLocation elsewhere) {
      return new Sequence(items.stream().map(item -> item.at(elsewhere)).toList(), elsewhere);
    }

    @Override
    public String found() {
      return "a list";
    }
  }

  record Mapping(Map<String, Entry> entries, SourceLocation place) implements ConfigurationValue {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Mapping at(SourceLocation elsewhere) {
      Map<String, Entry> moved = new LinkedHashMap<>();
      entries.forEach(
          (key, entry) -> moved.put(key, new Entry(elsewhere, entry.value().at(elsewhere))));
      return new Mapping(moved, elsewhere);
    }

    @Override
    public String found() {
      return "a mapping";
    }

    /** This mapping with an entry added at the end, or replaced where it was. */
    Mapping with(String key, Entry entry) {
      Map<String, Entry> changed = new LinkedHashMap<>(entries);
      changed.put(key, entry);
      return new Mapping(changed, place);
    }

    /** The place of a key, or of the mapping if there is no such key. */
    SourceLocation placeOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? place : entry.value().place();
    }
  }

  record Entry(SourceLocation key, ConfigurationValue value) {}
}
