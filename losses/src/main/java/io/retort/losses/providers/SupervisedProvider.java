package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.Supervised;

/** Makes {@link Supervised}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class SupervisedProvider extends RecordLossProvider<Supervised> {

  /** For {@link java.util.ServiceLoader}. */
  public SupervisedProvider() {
    super("supervised", Supervised.class);
  }
}
