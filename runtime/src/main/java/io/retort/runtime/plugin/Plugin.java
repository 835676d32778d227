package io.retort.runtime.plugin;

import io.retort.core.plugin.Context;

/**
 * A plugin that has been chosen and configured but not yet created. A configuration record with a
 * component of type {@code Plugin<Dataset>} leaves the creation to the run.
 *
 * @param entry the plugin
 * @param configuration its bound configuration
 * @param <T> what it makes
 */
public record Plugin<T>(PluginEntry entry, Record configuration) {

  /**
   * Makes the plugin.
   *
   * @param context what the run offers
   * @return a new object
   * @throws io.retort.core.RetortException if the plugin is unavailable or refuses its
   *     configuration
   */
  @SuppressWarnings("unchecked") // whoever binds a Plugin<T> checks that the kind makes a T
  public T create(Context context) {
    return (T) entry.create(configuration, context);
  }
}
