package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.MicroF1;

/** Makes {@link MicroF1}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class MicroF1Provider extends RecordMetricProvider<MicroF1> {

  /** For {@link java.util.ServiceLoader}. */
  public MicroF1Provider() {
    super("micro-f1", MicroF1.class, Role.SCORE);
  }
}
