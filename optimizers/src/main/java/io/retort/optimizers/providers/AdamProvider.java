package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Adam;

/** Makes {@link Adam}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(OptimizerProvider.class)
public final class AdamProvider extends RecordProvider<Optimizer, Adam, Context>
    implements OptimizerProvider<Adam> {

  /** For {@link java.util.ServiceLoader}. */
  public AdamProvider() {
    super("adam", Adam.class, optimizer -> optimizer);
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
