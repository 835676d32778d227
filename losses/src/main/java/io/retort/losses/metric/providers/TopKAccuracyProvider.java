package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.TopKAccuracy;

/** Makes {@link TopKAccuracy}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class TopKAccuracyProvider extends RecordMetricProvider<TopKAccuracy> {

  /** For {@link java.util.ServiceLoader}. */
  public TopKAccuracyProvider() {
    super("top-k-accuracy", TopKAccuracy.class);
  }
}
