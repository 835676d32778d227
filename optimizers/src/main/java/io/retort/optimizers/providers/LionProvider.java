package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.Lion;

/** Makes {@link Lion}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class LionProvider implements OptimizerProvider<Lion> {

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public Class<Lion> configuration() {
    return Lion.class;
  }

  @Override
  public Optimizer create(Lion configuration, Context context) {
    return configuration;
  }
}
