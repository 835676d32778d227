package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.Context;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds configurations to records.
 *
 * <p>A component {@code softWeight} is the key {@code soft-weight}. A key that is not given takes
 * its {@link io.retort.core.plugin.Default}; without one it must be there, unless its type is
 * {@link java.util.Optional}. What can be bound is told in {@code package-info}.
 */
public final class ConfigurationBinder {
  private final PluginCatalog catalog;
  private final Context context;

  /**
   * A binder.
   *
   * @param catalog the plugins that configurations may name
   * @param context given to the plugins that are created while binding
   */
  public ConfigurationBinder(PluginCatalog catalog, Context context) {
    this.catalog = catalog;
    this.context = context;
  }

  /** A binder of types without plugins in them, whose context is never asked for. */
  static ConfigurationBinder withoutPlugins() {
    return new ConfigurationBinder(PluginCatalog.of(List.of()), null);
  }

  /**
   * Binds what a program has made, as if it had been written.
   *
   * @param value a record, all components of which a configuration can say
   * @param <T> its type
   * @return an equal record, but that paths are absolute, and the fully resolved configuration
   * @throws RetortException if no configuration says this, with the key
   */
  @SuppressWarnings("unchecked") // the class of a T
  public <T extends Record> BoundValue<T> bind(T value) {
    RecordType type = ValueTypes.record(value.getClass());
    Map<String, Object> tree = type.write(value, "", new ConfigurationWriter(catalog, context));
    return (BoundValue<T>) (BoundValue<?>) bind(type, "", ConfigurationDocument.of(tree));
  }

  /**
   * Binds what a program has made of a record; the other components have their defaults.
   *
   * @param type the record
   * @param components values by the names of components
   * @param <T> the type
   * @return the value and the fully resolved configuration
   * @throws ConfigurationException if a component without a default is missing
   */
  @SuppressWarnings("unchecked") // the class of a T
  public <T extends Record> BoundValue<T> bind(Class<T> type, Map<String, Object> components) {
    ConfigurationWriter writer = new ConfigurationWriter(catalog, context);
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordKey key : ValueTypes.keys(type)) {
      String name = key.component().getName();
      if (components.containsKey(name)) {
        tree.put(key.name(), key.type().write(components.get(name), key.name(), writer));
      }
    }
    return (BoundValue<T>)
        (BoundValue<?>) bind(ValueTypes.record(type), "", ConfigurationDocument.of(tree));
  }

  /**
   * Chooses a plugin by its name.
   *
   * @param product what it makes, or a sub-interface of it
   * @param name its name, qualified or not
   * @param settings its keys, as a file would say them; the others have their defaults
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws ConfigurationException if there is no such plugin, or its settings are wrong
   */
  @SuppressWarnings("unchecked") // the type binds plugins of the product's kind
  public <T> Plugin<T> plugin(Class<T> product, String name, Map<String, ?> settings) {
    PluginType type = ValueTypes.plugin(PluginKind.making(product), product, true);
    Map<String, Object> tree = KindedMapping.tree(name, settings);
    return (Plugin<T>) bind(type, name, ConfigurationDocument.of(tree)).value();
  }

  /**
   * Chooses a plugin by its name, with keys from a command line.
   *
   * @param product what it makes, or a sub-interface of it
   * @param name its name, qualified or not
   * @param settings its keys, of the form {@code key=value}; the others have their defaults
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws ConfigurationException if there is no such plugin, or its settings are wrong
   */
  @SuppressWarnings("unchecked") // the type binds plugins of the product's kind
  public <T> Plugin<T> plugin(Class<T> product, String name, List<String> settings) {
    ConfigurationDocument document =
        ConfigurationDocument.of(Map.of(KindedMapping.KIND, name)).with(settings);
    if (document.root() instanceof ConfigurationValue.Mapping keys
        && !KindedMapping.kindOf(keys).equals(Optional.of(name))) {
      throw new ConfigurationException(
          List.of(
              new ConfigurationProblem(
                  keys.placeOf(KindedMapping.KIND),
                  KindedMapping.KIND,
                  "it is not a key, and '" + name + "' is chosen")));
    }
    PluginType type = ValueTypes.plugin(PluginKind.making(product), product, true);
    return (Plugin<T>) bind(type, "", document).value();
  }

  /**
   * Chooses a plugin by the record that configures it.
   *
   * @param product what it makes, or a sub-interface of it
   * @param configuration the record
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws RetortException if not exactly one plugin of the kind is configured by such a record,
   *     or if no file could say what it is, with the key
   */
  @SuppressWarnings("unchecked") // the type binds plugins of the product's kind
  public <T> Plugin<T> plugin(Class<T> product, Record configuration) {
    PluginKind kind = PluginKind.making(product);
    PluginEntry entry =
        catalog
            .configuredBy(kind, configuration)
            .orElseThrow(
                () ->
                    new RetortException(
                        ErrorKind.PLUGIN,
                        "There is no "
                            + kind.singular()
                            + " that is configured by a "
                            + configuration.getClass().getName()));
    PluginType type = ValueTypes.plugin(kind, product, true);
    Map<String, Object> tree =
        type.write(entry, configuration, entry.name(), new ConfigurationWriter(catalog, context));
    return (Plugin<T>) bind(type, entry.name(), ConfigurationDocument.of(tree)).value();
  }

  /**
   * Binds a document.
   *
   * @param type a record, or a type that {@code package-info} lists
   * @param document the document
   * @param <T> the type
   * @return the value and the fully resolved configuration
   * @throws ConfigurationException with all that is wrong
   */
  public <T> BoundValue<T> bind(Class<T> type, ConfigurationDocument document) {
    BoundValue<Object> bound = bind(ValueTypes.of(type, Optional.empty()), "", document);
    return new BoundValue<>(
        type.cast(bound.value()), bound.tree(), bound.parts(), bound.warnings());
  }

  private BoundValue<Object> bind(ValueType type, String key, ConfigurationDocument document) {
    BindingSession session = new BindingSession(catalog, context, document.problems());
    Optional<BoundValue<Object>> bound = type.bind(document.root(), key, session);
    if (session.failed()) {
      throw session.failure();
    }
    BoundValue<Object> complete = bound.orElseThrow();
    return new BoundValue<>(complete.value(), complete.tree(), session.parts(), session.warnings());
  }
}
