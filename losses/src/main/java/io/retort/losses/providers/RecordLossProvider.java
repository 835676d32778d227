package io.retort.losses.providers;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;

/** The provider of a loss that is its own configuration. */
abstract class RecordLossProvider<C extends Record & Criterion> implements LossProvider<C> {
  private final String name;
  private final Class<C> configuration;

  RecordLossProvider(String name, Class<C> configuration) {
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
  public final Criterion create(C loss, Context context) {
    return loss;
  }
}
