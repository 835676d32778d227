package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.NAdam;

/** Makes {@link NAdam}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class NAdamProvider extends RecordProvider<Optimizer, NAdam, Context>
    implements OptimizerProvider<NAdam> {

  /** For {@link java.util.ServiceLoader}. */
  public NAdamProvider() {
    super("nadam", NAdam.class, optimizer -> optimizer);
  }
}
