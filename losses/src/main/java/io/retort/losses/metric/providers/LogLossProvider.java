package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.LogLoss;

/** Makes {@link LogLoss}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class LogLossProvider extends RecordMetricProvider<LogLoss> {

  /** For {@link java.util.ServiceLoader}. */
  public LogLossProvider() {
    super("log-loss", LogLoss.class, Role.TIE_BREAKER);
  }
}
