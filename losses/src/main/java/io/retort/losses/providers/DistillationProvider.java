package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Distillation;

/** Makes {@link Distillation}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class DistillationProvider extends RecordProvider<Criterion, Distillation, Context>
    implements LossProvider<Distillation> {

  /** For {@link java.util.ServiceLoader}. */
  public DistillationProvider() {
    super("distillation", Distillation.class, loss -> loss);
  }
}
