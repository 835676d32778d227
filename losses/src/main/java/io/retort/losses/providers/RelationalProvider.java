package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.Relational;

/** Makes {@link Relational}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class RelationalProvider extends RecordProvider<Criterion, Relational, Context>
    implements LossProvider<Relational> {

  /** For {@link java.util.ServiceLoader}. */
  public RelationalProvider() {
    super("relational", Relational.class, loss -> loss);
  }
}
