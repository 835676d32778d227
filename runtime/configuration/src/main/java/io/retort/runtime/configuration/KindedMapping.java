package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping whose {@code kind} says which keys it has. A word alone is short for a mapping with
 * that kind and no other key.
 *
 * @param kind the name
 * @param place where the kind was written
 * @param body the mapping
 */
record KindedMapping(String kind, SourceLocation place, Mapping body) {
  static final String KIND = "kind";

  /**
   * Reads the kind, or notes what is wrong.
   *
   * @param words what is expected
   */
  static Optional<KindedMapping> of(
      ConfigurationValue value, String key, String words, BindingSession session) {
    if (value instanceof Scalar word && !value.isNull()) {
      return Optional.of(
          new KindedMapping(word.text(), word.place(), new Mapping(Map.of(), word.place())));
    } else if (!(value instanceof Mapping mapping)) {
      session.refuse(value.place(), key, "expected " + words + ", found " + value.found());
    } else if (!mapping.entries().containsKey(KIND)) {
      session.refuse(mapping.place(), key, "the key 'kind' is missing; it chooses " + words);
    } else if (mapping.entries().get(KIND).value() instanceof Scalar word && !word.isNull()) {
      return Optional.of(new KindedMapping(word.text(), word.place(), mapping));
    } else {
      session.refuse(mapping.placeOf(KIND), KeyPaths.below(key, KIND), "expected a name");
    }
    return Optional.empty();
  }

  /** Where the kind was written, for what is wrong with kind and keys together. */
  SourceLocation whole() {
    return place.of(body.place());
  }

  /**
   * The place of a key that is understood by the kind of its mapping, which may have been set
   * elsewhere.
   */
  static SourceLocation underKind(Mapping mapping, SourceLocation key) {
    SourceLocation kind = mapping.placeOf(KIND);
    return mapping.place() instanceof SourceLocation.Changed changed
            && changed.changes().contains(kind)
        ? key.changed(kind)
        : key;
  }

  /** The kind that a value says, if it says one. */
  static Optional<String> kindOf(ConfigurationValue value) {
    if (value instanceof Mapping mapping) {
      return Optional.ofNullable(mapping.entries().get(KIND))
          .flatMap(entry -> kindOf(entry.value()));
    }
    return value instanceof Scalar word && !value.isNull()
        ? Optional.of(word.text())
        : Optional.empty();
  }

  /** Gives a mapping without a kind the kind of the default, whose other keys do not matter. */
  static ConfigurationValue withDefaultKind(
      ConfigurationValue value, ConfigurationValue defaultValue) {
    if (!(value instanceof Mapping given) || given.entries().containsKey(KIND)) {
      return value;
    }
    ConfigurationValue kind = defaultValue;
    if (defaultValue instanceof Mapping mapping) {
      Entry entry = mapping.entries().get(KIND);
      if (entry == null) {
        return value;
      }
      kind = entry.value();
    }
    return given.with(KIND, new Entry(given.place(), kind));
  }

  /** The resolved form: the kind first, then the keys. */
  static Map<String, Object> tree(String kind, Object keys) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(KIND, kind);
    ((Map<?, ?>) keys).forEach((key, value) -> tree.put((String) key, value));
    return tree;
  }
}
