package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Entry;
import io.retort.runtime.configuration.Value.Mapping;
import io.retort.runtime.configuration.Value.Scalar;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.Map;

/** A type whose values say by {@code kind} what they are. */
interface KindedType extends ValueType {

  /** The kinds there are. */
  KindedSchema kinds(PluginCatalog catalog);

  /**
   * The kind that a default chooses.
   *
   * @param written the name that the default says
   */
  default String kindInDefault(String written, PluginCatalog catalog) {
    return written;
  }

  @Override
  default Map<String, Object> schema(SchemaDefinitions definitions) {
    return kinds(definitions.catalog()).schema(definitions);
  }

  @Override
  default Map<String, Object> schema(SchemaDefinitions definitions, Value fallback) {
    return Kinded.kindOf(fallback)
        .map(kind -> kindInDefault(kind, definitions.catalog()))
        .map(kind -> kinds(definitions.catalog()).schema(definitions, kind))
        .orElseGet(() -> schema(definitions));
  }

  /** A mapping without a kind has that of the default. */
  @Override
  default Value completed(Value given, Value fallback, PluginCatalog catalog) {
    return Kinded.withDefaultKind(given, meant(fallback, catalog));
  }

  /** A default, of which the user has kept the kind alone. */
  private Value meant(Value value, PluginCatalog catalog) {
    if (value instanceof Scalar word) {
      return new Scalar(kindInDefault(word.text(), catalog), word.plain(), word.place());
    } else if (value instanceof Mapping mapping && mapping.entries().containsKey(Kinded.KIND)) {
      Entry entry = mapping.entries().get(Kinded.KIND);
      return mapping.with(Kinded.KIND, new Entry(entry.key(), meant(entry.value(), catalog)));
    }
    return value;
  }
}
