package io.retort.runtime.configuration;

import io.retort.core.plugin.Context;
import io.retort.runtime.plugin.PluginCatalog;

/**
 * Binds configurations to records.
 *
 * <p>A component {@code softWeight} is the key {@code soft-weight}. A key that is not given takes
 * its {@link io.retort.core.plugin.Default}; without one it must be there, unless its type is
 * {@link java.util.Optional}. What can be bound is told in {@code package-info}.
 */
public final class ConfigurationBinder {

  /**
   * A binder.
   *
   * @param catalog the plugins that configurations may name
   * @param context given to the plugins that are created while binding
   */
  public ConfigurationBinder(PluginCatalog catalog, Context context) {}

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
    throw new UnsupportedOperationException();
  }
}
