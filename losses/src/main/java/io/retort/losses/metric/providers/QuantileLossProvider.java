package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.QuantileLoss;

/** Makes {@link QuantileLoss}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class QuantileLossProvider extends RecordMetricProvider<QuantileLoss> {

  /** For {@link java.util.ServiceLoader}. */
  public QuantileLossProvider() {
    super("quantile-loss", QuantileLoss.class);
  }
}
