package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Decoupled;

/** Makes {@link Decoupled}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class DecoupledProvider extends RecordProvider<Criterion, Decoupled, Context>
    implements LossProvider<Decoupled> {

  /** For {@link java.util.ServiceLoader}. */
  public DecoupledProvider() {
    super("decoupled", Decoupled.class, loss -> loss);
  }
}
