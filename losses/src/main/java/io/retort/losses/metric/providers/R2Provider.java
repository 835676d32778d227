package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.R2;

/** Makes {@link R2}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class R2Provider extends RecordMetricProvider<R2> {

  /** For {@link java.util.ServiceLoader}. */
  public R2Provider() {
    super("r2", R2.class, Role.FIGURE);
  }
}
