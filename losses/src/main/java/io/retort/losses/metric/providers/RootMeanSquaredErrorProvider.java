package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.RootMeanSquaredError;

/** Makes {@link RootMeanSquaredError}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class RootMeanSquaredErrorProvider extends RecordMetricProvider<RootMeanSquaredError> {

  /** For {@link java.util.ServiceLoader}. */
  public RootMeanSquaredErrorProvider() {
    super("rmse", RootMeanSquaredError.class, Role.SCORE);
  }
}
