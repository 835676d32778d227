package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.BinaryKullbackLeibler;

/** Makes {@link BinaryKullbackLeibler}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class BinaryKullbackLeiblerProvider
    extends RecordProvider<Criterion, BinaryKullbackLeibler, Context>
    implements LossProvider<BinaryKullbackLeibler> {

  /** For {@link java.util.ServiceLoader}. */
  public BinaryKullbackLeiblerProvider() {
    super("binary-kullback-leibler", BinaryKullbackLeibler.class, loss -> loss);
  }
}
