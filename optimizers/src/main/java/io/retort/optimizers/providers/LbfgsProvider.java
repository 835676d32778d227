package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.Lbfgs;

/** Makes {@link Lbfgs}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class LbfgsProvider implements OptimizerProvider<Lbfgs> {

  @Override
  public String name() {
    return "lbfgs";
  }

  @Override
  public Class<Lbfgs> configuration() {
    return Lbfgs.class;
  }

  @Override
  public Optimizer create(Lbfgs configuration, Context context) {
    return configuration;
  }
}
