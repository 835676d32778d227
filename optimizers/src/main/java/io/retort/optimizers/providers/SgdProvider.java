package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.Sgd;

/** Makes {@link Sgd}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class SgdProvider implements OptimizerProvider<Sgd> {

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Class<Sgd> configuration() {
    return Sgd.class;
  }

  @Override
  public Optimizer create(Sgd configuration, Context context) {
    return configuration;
  }
}
