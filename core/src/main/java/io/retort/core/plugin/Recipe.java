package io.retort.core.plugin;

/**
 * A plugin that is chosen and configured but not yet made. A configuration record with a component
 * of type {@code Recipe<Teacher>} makes the teacher itself, when and as often as it needs it, with
 * a context of its choice; a component of type {@code Teacher} is made while the configuration is
 * read, without data or backend.
 *
 * @param <T> what it makes
 */
public interface Recipe<T> {

  /**
   * Makes the plugin.
   *
   * @param context what is offered to it
   * @return a new object
   * @throws io.retort.core.RetortException if the plugin is unavailable or refuses its
   *     configuration
   */
  T create(Context context);

  /**
   * What makes it.
   *
   * @return the provider, for what it can say before it makes anything
   */
  Provider<T, ?, ?> provider();

  /**
   * How it is configured.
   *
   * @return the bound configuration, of the provider's type
   */
  Record configuration();
}
