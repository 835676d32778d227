package io.retort.testkit;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.core.plugin.Recipe;

/**
 * A nested plugin for the configuration of a plugin under test.
 *
 * @param provider what makes it
 * @param configuration how it is configured
 * @param <T> what it makes
 * @param <C> its configuration
 * @param <X> what it is offered
 */
public record TestRecipe<T, C extends Record, X extends Context>(
    Provider<T, C, X> provider, C configuration) implements Recipe<T> {

  @Override
  public T create(Context context) {
    @SuppressWarnings("unchecked") // a test offers what the kind of plugin needs
    X offered = (X) context;
    return provider.create(configuration, offered);
  }
}
