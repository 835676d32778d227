package io.retort.runtime.configuration;

import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the values of one Java type are written, described and bound. */
interface ValueType {

  /** What is expected, in words that complete "expected …". */
  String words();

  /**
   * Binds a value.
   *
   * @param value what was written
   * @param key its path, for messages
   * @param session takes the problems
   * @return the bound value, or empty if there were problems
   */
  Optional<BoundValue<Object>> bind(ConfigurationValue value, String key, BindingSession session);

  /**
   * Undoes {@link #bind}.
   *
   * @param value a value of the type
   * @param key its path, for messages
   * @return plain data that is bound to an equal value
   * @throws io.retort.core.RetortException if no configuration says this
   */
  Object write(Object value, String key, ConfigurationWriter writer);

  /**
   * How values are written, as a JSON Schema in plain data: what {@link #bind} accepts, as far as a
   * schema can say it.
   *
   * @param definitions takes what the schema refers to
   */
  Map<String, Object> schema(SchemaDefinitions definitions);

  /**
   * The same for a key that has a default.
   *
   * @param fallback what the key says where it is missing
   */
  default Map<String, Object> schema(SchemaDefinitions definitions, ConfigurationValue fallback) {
    return schema(definitions);
  }

  /**
   * What a value of a key means that has a default.
   *
   * @param given what was written
   * @param fallback what the key says where it is missing
   */
  default ConfigurationValue completed(
      ConfigurationValue given, ConfigurationValue fallback, PluginCatalog catalog) {
    return given;
  }

  /** The words that are accepted, where they are a closed set. */
  default List<String> choices() {
    return List.of();
  }

  /** The SPI, if values of this type are plugins or hold them. */
  default Optional<PluginKind> plugin() {
    return Optional.empty();
  }

  /** The records by kind, if values of this type say by kind which they are, or hold such. */
  default Map<String, Class<? extends Record>> variants() {
    return Map.of();
  }

  /** The record, if values of this type are records or hold them. */
  default Optional<Class<? extends Record>> record() {
    return Optional.empty();
  }
}
