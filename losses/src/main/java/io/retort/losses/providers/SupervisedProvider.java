package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Supervised;

/** Makes {@link Supervised}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class SupervisedProvider extends RecordProvider<Criterion, Supervised, Context>
    implements LossProvider<Supervised> {

  /** For {@link java.util.ServiceLoader}. */
  public SupervisedProvider() {
    super("supervised", Supervised.class, loss -> loss);
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
