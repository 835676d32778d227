package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.Recall;

/** Makes {@link Recall}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class RecallProvider extends RecordMetricProvider<Recall> {

  /** For {@link java.util.ServiceLoader}. */
  public RecallProvider() {
    super("recall", Recall.class);
  }
}
