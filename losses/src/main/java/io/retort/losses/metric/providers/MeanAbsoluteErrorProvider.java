package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.MeanAbsoluteError;

/** Makes {@link MeanAbsoluteError}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class MeanAbsoluteErrorProvider extends RecordMetricProvider<MeanAbsoluteError> {

  /** For {@link java.util.ServiceLoader}. */
  public MeanAbsoluteErrorProvider() {
    super("mean-absolute-error", MeanAbsoluteError.class, Role.FIGURE);
  }
}
