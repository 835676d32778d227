package io.retort.losses.providers;

import com.google.auto.service.AutoService;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.losses.MeanSquaredError;

/** Makes {@link MeanSquaredError}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(LossProvider.class)
public final class MeanSquaredErrorProvider
    extends RecordProvider<Criterion, MeanSquaredError, Context>
    implements LossProvider<MeanSquaredError> {

  /** For {@link java.util.ServiceLoader}. */
  public MeanSquaredErrorProvider() {
    super("mean-squared-error", MeanSquaredError.class, loss -> loss);
  }
}
