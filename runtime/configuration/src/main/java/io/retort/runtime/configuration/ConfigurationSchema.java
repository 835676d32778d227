package io.retort.runtime.configuration;

import io.retort.runtime.plugin.PluginCatalog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON Schema of a configuration, for editors that complete and check YAML.
 *
 * <p>It is made of what binds the configuration: the records, their annotations and the plugins of
 * a catalog. What a configuration says of a plugin that is not in the catalog is a mistake to it.
 * It accepts all that {@link ConfigurationBinder} accepts, but for texts that YAML takes for {@code
 * true} or {@code false}. It cannot refuse all that the binder refuses: what the constructors of
 * records check, such as two keys of which only one may be given, stays theirs to say.
 */
public final class ConfigurationSchema {
  /**
   * The newest version that all of the YAML language server, IntelliJ and Visual Studio understand
   * in full. Of 2019-09 and 2020-12 the first supports parts, and nothing here needs them.
   */
  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

  private ConfigurationSchema() {}

  /**
   * Makes a schema.
   *
   * @param catalog the plugins that the configuration may name
   * @param type the record that it is bound to
   * @param title what it is
   * @return the schema, of draft 07, as plain data; its keys are in the same order every time
   * @throws io.retort.core.RetortException if the record cannot be bound
   */
  public static Map<String, Object> of(
      PluginCatalog catalog, Class<? extends Record> type, String title) {
    SchemaDefinitions definitions = new SchemaDefinitions(catalog);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", title);
    schema.putAll(ValueTypes.record(type).mapping(definitions, Map.of()));
    schema.put("definitions", definitions.bodies());
    return schema;
  }
}
