package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.RmsProp;

/** Makes {@link RmsProp}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class RmsPropProvider implements OptimizerProvider<RmsProp> {

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public Class<RmsProp> configuration() {
    return RmsProp.class;
  }

  @Override
  public Optimizer create(RmsProp configuration, Context context) {
    return configuration;
  }
}
