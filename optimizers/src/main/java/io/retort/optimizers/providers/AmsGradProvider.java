package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.AmsGrad;

/** Makes {@link AmsGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AmsGradProvider implements OptimizerProvider<AmsGrad> {

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public Class<AmsGrad> configuration() {
    return AmsGrad.class;
  }

  @Override
  public Optimizer create(AmsGrad configuration, Context context) {
    return configuration;
  }
}
