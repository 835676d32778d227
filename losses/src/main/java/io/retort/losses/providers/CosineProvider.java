package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Cosine;

/** Makes {@link Cosine}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class CosineProvider extends RecordProvider<Criterion, Cosine, Context>
    implements LossProvider<Cosine> {

  /** For {@link java.util.ServiceLoader}. */
  public CosineProvider() {
    super("cosine", Cosine.class, loss -> loss);
  }
}
