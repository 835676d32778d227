package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.AmsGrad;

/** Makes {@link AmsGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AmsGradProvider extends RecordProvider<Optimizer, AmsGrad, Context>
    implements OptimizerProvider<AmsGrad> {

  /** For {@link java.util.ServiceLoader}. */
  public AmsGradProvider() {
    super("amsgrad", AmsGrad.class, optimizer -> optimizer);
  }
}
