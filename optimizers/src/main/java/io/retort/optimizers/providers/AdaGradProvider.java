package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.AdaGrad;

/** Makes {@link AdaGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdaGradProvider implements OptimizerProvider<AdaGrad> {

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Class<AdaGrad> configuration() {
    return AdaGrad.class;
  }

  @Override
  public Optimizer create(AdaGrad configuration, Context context) {
    return configuration;
  }
}
