package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Huber;

/** Makes {@link Huber}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class HuberProvider extends RecordProvider<Criterion, Huber, Context>
    implements LossProvider<Huber> {

  /** For {@link java.util.ServiceLoader}. */
  public HuberProvider() {
    super("huber", Huber.class, loss -> loss);
  }
}
