package com.acme.annealing;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;

/** Makes the loss {@code annealed-logits}. */
public final class AnnealedLogitsProvider implements LossProvider<AnnealedLogits> {

  /** For {@link java.util.ServiceLoader}. */
  public AnnealedLogitsProvider() {}

  @Override
  public String name() {
    return "annealed-logits";
  }

  @Override
  public Class<AnnealedLogits> configuration() {
    return AnnealedLogits.class;
  }

  @Override
  public Loss create(AnnealedLogits settings, Context context) {
    return settings;
  }
}
