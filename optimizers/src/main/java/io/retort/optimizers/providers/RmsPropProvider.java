package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.RmsProp;

/** Makes {@link RmsProp}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class RmsPropProvider extends RecordProvider<Optimizer, RmsProp, Context>
    implements OptimizerProvider<RmsProp> {

  /** For {@link java.util.ServiceLoader}. */
  public RmsPropProvider() {
    super("rmsprop", RmsProp.class, optimizer -> optimizer);
  }
}
