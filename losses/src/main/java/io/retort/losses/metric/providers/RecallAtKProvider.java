package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.RecallAtK;

/** Makes {@link RecallAtK}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class RecallAtKProvider extends RecordMetricProvider<RecallAtK> {

  /** For {@link java.util.ServiceLoader}. */
  public RecallAtKProvider() {
    super("recall-at-k", RecallAtK.class, Role.SCORE);
  }
}
