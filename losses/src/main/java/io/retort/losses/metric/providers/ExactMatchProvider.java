package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.ExactMatch;

/** Makes {@link ExactMatch}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class ExactMatchProvider extends RecordMetricProvider<ExactMatch> {

  /** For {@link java.util.ServiceLoader}. */
  public ExactMatchProvider() {
    super("exact-match", ExactMatch.class, Role.FIGURE);
  }
}
