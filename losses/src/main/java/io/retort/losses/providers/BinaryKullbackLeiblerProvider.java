package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.BinaryKullbackLeibler;

/** Makes {@link BinaryKullbackLeibler}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class BinaryKullbackLeiblerProvider extends RecordLossProvider<BinaryKullbackLeibler> {

  /** For {@link java.util.ServiceLoader}. */
  public BinaryKullbackLeiblerProvider() {
    super("binary-kullback-leibler", BinaryKullbackLeibler.class);
  }
}
