package io.retort.runtime.configuration;

import io.retort.core.plugin.Context;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;
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
   * Binds a document.
   *
   * @param type a record, or a type that {@code package-info} lists
   * @param document the document
   * @param <T> the type
   * @return the value and the fully resolved configuration
   * @throws ConfigurationException with all that is wrong
   */
  public <T> Bound<T> bind(Class<T> type, ConfigurationDocument document) {
    Session session = new Session(catalog, context, document.problems());
    ValueType valueType = ValueTypes.of(type, Optional.empty());
    Optional<Bound<Object>> bound = valueType.bind(document.root(), "", session);
    if (session.failed()) {
      throw session.failure();
    }
    Bound<Object> complete = bound.orElseThrow();
    return new Bound<>(
        type.cast(complete.value()), complete.tree(), session.parts(), session.warnings());
  }
}
