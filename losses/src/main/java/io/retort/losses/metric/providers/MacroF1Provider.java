package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.MacroF1;

/** Makes {@link MacroF1}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class MacroF1Provider extends RecordMetricProvider<MacroF1> {

  /** For {@link java.util.ServiceLoader}. */
  public MacroF1Provider() {
    super("macro-f1", MacroF1.class, Role.FIGURE);
  }
}
