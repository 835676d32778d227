package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.Adam;

/** Makes {@link Adam}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdamProvider implements OptimizerProvider<Adam> {

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Class<Adam> configuration() {
    return Adam.class;
  }

  @Override
  public Optimizer create(Adam configuration, Context context) {
    return configuration;
  }
}
