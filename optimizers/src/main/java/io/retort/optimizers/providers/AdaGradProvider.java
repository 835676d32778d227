package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.AdaGrad;

/** Makes {@link AdaGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdaGradProvider extends RecordProvider<Optimizer, AdaGrad, Context>
    implements OptimizerProvider<AdaGrad> {

  /** For {@link java.util.ServiceLoader}. */
  public AdaGradProvider() {
    super("adagrad", AdaGrad.class, optimizer -> optimizer);
  }
}
