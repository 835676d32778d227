package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.plugin.PluginCatalog;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component of a record as a key of a configuration.
 *
 * @param writtenDefault the text of its {@link Default}
 * @param fallback the value that the text says
 * @param defaultPlugins whether what plugins say of themselves is its default
 * @param doc what it means, and which numbers the user is warned of
 */
record RecordKey(
    String name,
    RecordComponent component,
    ValueType type,
    Optional<String> writtenDefault,
    Optional<ConfigurationValue> fallback,
    boolean defaultPlugins,
    Optional<Caution> caution,
    String doc) {

  /** The value of the component in a record. */
  Object value(Record record) {
    Method accessor = component.getAccessor();
    // Of a package that is opened to this one, or exported: so its constructor is called, too.
    if (!accessor.trySetAccessible()) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The component '" + name + "' of " + record.getClass() + " is not open");
    }
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(accessor + " failed", failure);
    }
  }

  /** Whether a configuration must have the key. */
  boolean required(PluginCatalog catalog) {
    return defaultText(catalog).isEmpty() && !(type instanceof OptionalType);
  }

  /** The default as YAML. */
  Optional<String> defaultText(PluginCatalog catalog) {
    return defaultPlugins ? pluginsText(catalog) : writtenDefault;
  }

  private Optional<String> pluginsText(PluginCatalog catalog) {
    List<String> plugins =
        catalog.defaults(type.plugin().orElseThrow()).stream()
            .map(plugin -> "{kind: " + plugin.name() + "}")
            .toList();
    if (type instanceof ListType) {
      return Optional.of("[" + String.join(", ", plugins) + "]");
    }
    return plugins.size() == 1 ? Optional.of(plugins.get(0)) : Optional.empty();
  }

  /**
   * A component as a key.
   *
   * @param type how its values are bound
   * @throws IllegalArgumentException with a clause if its annotations contradict each other
   */
  static RecordKey of(RecordComponent component, ValueType type) {
    String name = KebabCase.of(component.getName());
    if (name.equals(KindedMapping.KIND)) {
      throw new IllegalArgumentException("has the name that chooses plugins; rename it");
    }
    Optional<String> text =
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    Optional<Caution> caution = Optional.ofNullable(component.getAnnotation(Caution.class));
    boolean defaultPlugins = component.isAnnotationPresent(DefaultPlugins.class);
    if (defaultPlugins && (text.isPresent() || type.plugin().isEmpty())) {
      throw new IllegalArgumentException(
          "has @DefaultPlugins, and also a @Default or no plugins as values");
    }
    return new RecordKey(
        name,
        component,
        type,
        text,
        text.map(RecordKey::readDefault),
        defaultPlugins,
        caution,
        Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value).orElse("")
            + caution.map(RecordKey::words).orElse(""));
  }

  private static String words(Caution caution) {
    String limits =
        Double.isInfinite(caution.below())
            ? "Above " + NumberType.plain(caution.above())
            : "Below "
                + NumberType.plain(caution.below())
                + (Double.isInfinite(caution.above())
                    ? ""
                    : " or above " + NumberType.plain(caution.above()));
    return " " + limits + " the run warns: " + caution.because() + ".";
  }

  /**
   * A warning if a number is likely a mistake.
   *
   * @param value what was bound
   * @param path of the record
   */
  Optional<Warning> caution(Object value, String path) {
    Object given = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (caution.isEmpty() || !(given instanceof Number number)) {
      return Optional.empty();
    }
    boolean high = number.doubleValue() > caution.get().above();
    boolean low = number.doubleValue() < caution.get().below();
    return high || low
        ? Optional.of(
            new Warning(
                "unusual-value",
                KeyPaths.below(path, name),
                number
                    + " is "
                    + (high
                        ? "above " + NumberType.plain(caution.get().above())
                        : "below " + NumberType.plain(caution.get().below()))
                    + ": "
                    + caution.get().because()))
        : Optional.empty();
  }

  /** The default's value, at the place of the mapping in which it is missing. */
  Optional<ConfigurationValue> defaultValue(SourceLocation place, PluginCatalog catalog) {
    return fallback(catalog).map(value -> value.at(place));
  }

  private Optional<ConfigurationValue> fallback(PluginCatalog catalog) {
    return defaultPlugins ? pluginsText(catalog).map(RecordKey::readDefault) : fallback;
  }

  /** The JSON Schema of the key's values. */
  Map<String, Object> schema(SchemaDefinitions definitions) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!doc.isEmpty()) {
      schema.put("description", doc);
    }
    Optional<ConfigurationValue> meant = fallback(definitions.catalog());
    meant.ifPresent(value -> schema.put("default", new WrittenValue(value).plain()));
    Map<String, Object> values =
        meant
            .map(value -> type.schema(definitions, value))
            .orElseGet(() -> type.schema(definitions));
    if (values.containsKey("$ref")) {
      // What stands beside a reference does not count.
      schema.put("allOf", List.of(values));
    } else {
      schema.putAll(values);
    }
    return schema;
  }

  private static ConfigurationValue readDefault(String text) {
    try {
      return YamlReader.at(new SourceLocation.InProgram())
          .read(text)
          .orElseThrow(
              () ->
                  new IllegalArgumentException("has an empty default; write '' for an empty text"));
    } catch (RetortException invalid) {
      throw new IllegalArgumentException(
          "has the default '" + text + "': " + invalid.getMessage(), invalid);
    }
  }
}
