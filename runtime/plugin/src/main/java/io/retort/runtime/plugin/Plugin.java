package io.retort.runtime.plugin;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.core.plugin.Recipe;

/**
 * A plugin that has been chosen and configured but not yet created. A configuration record with a
 * component of type {@code Plugin<Dataset>} leaves the creation to the run.
 *
 * @param entry the plugin
 * @param configuration its bound configuration
 * @param written all that decides the configuration, as plain data: what was written for each key,
 *     or its default. Equal for plugins that are configured alike
 * @param <T> what it makes
 */
public record Plugin<T>(PluginEntry entry, Record configuration, Object written)
    implements Recipe<T> {

  /**
   * Makes the plugin.
   *
   * @param context what the run offers
   * @return a new object
   * @throws io.retort.core.RetortException if the plugin is unavailable or refuses its
   *     configuration
   */
  @Override
  @SuppressWarnings("unchecked") // whoever binds a Plugin<T> checks that the kind makes a T
  public T create(Context context) {
    return (T) entry.create(configuration, context);
  }

  @Override
  @SuppressWarnings("unchecked") // as above
  public Provider<T, ?, ?> provider() {
    return (Provider<T, ?, ?>) entry.provider();
  }
}
