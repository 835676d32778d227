package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.KullbackLeibler;

/** Makes {@link KullbackLeibler}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class KullbackLeiblerProvider extends RecordLossProvider<KullbackLeibler> {

  /** For {@link java.util.ServiceLoader}. */
  public KullbackLeiblerProvider() {
    super("kullback-leibler", KullbackLeibler.class);
  }
}
