package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.LossProvider;
import io.retort.losses.Relational;

/** Makes {@link Relational}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class RelationalProvider extends RecordLossProvider<Relational> {

  /** For {@link java.util.ServiceLoader}. */
  public RelationalProvider() {
    super("relational", Relational.class);
  }
}
