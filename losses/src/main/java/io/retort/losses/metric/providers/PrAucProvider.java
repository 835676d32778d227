package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.PrAuc;

/** Makes {@link PrAuc}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class PrAucProvider extends RecordMetricProvider<PrAuc> {

  /** For {@link java.util.ServiceLoader}. */
  public PrAucProvider() {
    super("pr-auc", PrAuc.class);
  }
}
