package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.AdamW;

/** Makes {@link AdamW}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdamWProvider implements OptimizerProvider<AdamW> {

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public Class<AdamW> configuration() {
    return AdamW.class;
  }

  @Override
  public Optimizer create(AdamW configuration, Context context) {
    return configuration;
  }
}
