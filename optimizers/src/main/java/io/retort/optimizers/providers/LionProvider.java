package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Lion;

/** Makes {@link Lion}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class LionProvider extends RecordProvider<Optimizer, Lion, Context>
    implements OptimizerProvider<Lion> {

  /** For {@link java.util.ServiceLoader}. */
  public LionProvider() {
    super("lion", Lion.class, optimizer -> optimizer);
  }
}
