package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.Decoupled;

/** Makes {@link Decoupled}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class DecoupledProvider extends RecordLossProvider<Decoupled> {

  /** For {@link java.util.ServiceLoader}. */
  public DecoupledProvider() {
    super("decoupled", Decoupled.class);
  }
}
