package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.ConjugateGradient;

/** Makes {@link ConjugateGradient}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class ConjugateGradientProvider implements OptimizerProvider<ConjugateGradient> {

  @Override
  public String name() {
    return "conjugate-gradient";
  }

  @Override
  public Class<ConjugateGradient> configuration() {
    return ConjugateGradient.class;
  }

  @Override
  public Optimizer create(ConjugateGradient configuration, Context context) {
    return configuration;
  }
}
