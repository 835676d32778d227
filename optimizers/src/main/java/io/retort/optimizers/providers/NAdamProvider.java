package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.NAdam;

/** Makes {@link NAdam}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class NAdamProvider implements OptimizerProvider<NAdam> {

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public Class<NAdam> configuration() {
    return NAdam.class;
  }

  @Override
  public Optimizer create(NAdam configuration, Context context) {
    return configuration;
  }
}
