package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.Accuracy;

/** Makes {@link Accuracy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class AccuracyProvider extends RecordMetricProvider<Accuracy> {

  /** For {@link java.util.ServiceLoader}. */
  public AccuracyProvider() {
    super("accuracy", Accuracy.class, Role.SCORE);
  }
}
