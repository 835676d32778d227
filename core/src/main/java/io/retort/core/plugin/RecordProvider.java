package io.retort.core.plugin;

import java.util.function.Function;

/**
 * The provider of a plugin that is its own configuration: of a record that implements what its kind
 * is about.
 *
 * @param <T> what the plugin makes
 * @param <C> its configuration, which is a T
 * @param <X> what it is offered
 */
public abstract class RecordProvider<T, C extends Record, X extends Context>
    implements Provider<T, C, X> {
  private final String name;
  private final Class<C> configuration;
  private final Function<C, T> product;

  /**
   * A provider.
   *
   * @param name that a configuration says after {@code kind:}
   * @param configuration the record's class
   * @param product the record itself, as {@code loss -> loss}: so the compiler sees that it is one
   */
  protected RecordProvider(String name, Class<C> configuration, Function<C, T> product) {
    this.name = name;
    this.configuration = configuration;
    this.product = product;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<C> configuration() {
    return configuration;
  }

  @Override
  public final T create(C plugin, X context) {
    return product.apply(plugin);
  }
}
