package io.retort.optimizers.providers;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;

/** The provider of a combination of gradients that is its own configuration. */
abstract class RecordCombinationProvider<C extends Record & GradientCombination>
    implements GradientCombinationProvider<C> {
  private final String name;
  private final Class<C> configuration;

  RecordCombinationProvider(String name, Class<C> configuration) {
    this.name = name;
    this.configuration = configuration;
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
  public final GradientCombination create(C combination, Context context) {
    return combination;
  }
}
