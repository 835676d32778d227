package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
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
  default Map<String, Object> schema(SchemaDefinitions definitions, ConfigurationValue fallback) {
    return KindedMapping.kindOf(fallback)
        .map(kind -> kindInDefault(kind, definitions.catalog()))
        .map(kind -> kinds(definitions.catalog()).schema(definitions, kind))
        .orElseGet(() -> schema(definitions));
  }

  /** A mapping without a kind has that of the default. */
  @Override
  default ConfigurationValue completed(
      ConfigurationValue given, ConfigurationValue fallback, PluginCatalog catalog) {
    return KindedMapping.withDefaultKind(given, meant(fallback, catalog));
  }

  /** A default, of which the user has kept the kind alone. */
  private ConfigurationValue meant(ConfigurationValue value, PluginCatalog catalog) {
    if (value instanceof Scalar word) {
      return new Scalar(kindInDefault(word.text(), catalog), word.plain(), word.place());
    } else if (value instanceof Mapping mapping
        && mapping.entries().containsKey(KindedMapping.KIND)) {
      Entry entry = mapping.entries().get(KindedMapping.KIND);
      return mapping.with(
          KindedMapping.KIND, new Entry(entry.key(), meant(entry.value(), catalog)));
    }
    return value;
  }
}
