package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.RocAuc;

/** Makes {@link RocAuc}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class RocAucProvider extends RecordMetricProvider<RocAuc> {

  /** For {@link java.util.ServiceLoader}. */
  public RocAucProvider() {
    super("roc-auc", RocAuc.class);
  }
}
