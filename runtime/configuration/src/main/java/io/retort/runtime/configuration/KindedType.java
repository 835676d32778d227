package io.retort.runtime.configuration;

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
}
