package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.BrierScore;

/** Makes {@link BrierScore}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class BrierScoreProvider extends RecordMetricProvider<BrierScore> {

  /** For {@link java.util.ServiceLoader}. */
  public BrierScoreProvider() {
    super("brier-score", BrierScore.class);
  }
}
