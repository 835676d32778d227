package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.ConjugateGradient;

/** Makes {@link ConjugateGradient}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class ConjugateGradientProvider
    extends RecordProvider<Optimizer, ConjugateGradient, Context>
    implements OptimizerProvider<ConjugateGradient> {

  /** For {@link java.util.ServiceLoader}. */
  public ConjugateGradientProvider() {
    super("conjugate-gradient", ConjugateGradient.class, optimizer -> optimizer);
  }
}
