package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.AdamW;

/** Makes {@link AdamW}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdamWProvider extends RecordProvider<Optimizer, AdamW, Context>
    implements OptimizerProvider<AdamW> {

  /** For {@link java.util.ServiceLoader}. */
  public AdamWProvider() {
    super("adamw", AdamW.class, optimizer -> optimizer);
  }
}
