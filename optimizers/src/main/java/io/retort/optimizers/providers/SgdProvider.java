package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Sgd;

/** Makes {@link Sgd}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class SgdProvider extends RecordProvider<Optimizer, Sgd, Context>
    implements OptimizerProvider<Sgd> {

  /** For {@link java.util.ServiceLoader}. */
  public SgdProvider() {
    super("sgd", Sgd.class, optimizer -> optimizer);
  }
}
