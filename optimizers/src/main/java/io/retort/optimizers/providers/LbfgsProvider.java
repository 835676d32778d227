package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Lbfgs;

/** Makes {@link Lbfgs}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class LbfgsProvider extends RecordProvider<Optimizer, Lbfgs, Context>
    implements OptimizerProvider<Lbfgs> {

  /** For {@link java.util.ServiceLoader}. */
  public LbfgsProvider() {
    super("lbfgs", Lbfgs.class, optimizer -> optimizer);
  }
}
