package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.KullbackLeibler;

/** Makes {@link KullbackLeibler}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class KullbackLeiblerProvider
    extends RecordProvider<Criterion, KullbackLeibler, Context>
    implements LossProvider<KullbackLeibler> {

  /** For {@link java.util.ServiceLoader}. */
  public KullbackLeiblerProvider() {
    super("kullback-leibler", KullbackLeibler.class, loss -> loss);
  }
}
