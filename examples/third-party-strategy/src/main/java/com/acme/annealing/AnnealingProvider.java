package com.acme.annealing;

import io.retort.core.plugin.Context;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;

/** Makes the strategy {@code annealing}. */
public final class AnnealingProvider implements StrategyProvider<Annealing> {

  /** For {@link java.util.ServiceLoader}. */
  public AnnealingProvider() {}

  @Override
  public String name() {
    return "annealing";
  }

  @Override
  public Class<Annealing> configuration() {
    return Annealing.class;
  }

  @Override
  public Strategy create(Annealing settings, Context context) {
    return settings;
  }
}
