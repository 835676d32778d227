package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.BalancedAccuracy;

/** Makes {@link BalancedAccuracy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class BalancedAccuracyProvider extends RecordMetricProvider<BalancedAccuracy> {

  /** For {@link java.util.ServiceLoader}. */
  public BalancedAccuracyProvider() {
    super("balanced-accuracy", BalancedAccuracy.class, Role.FIGURE);
  }
}
