package io.retort.losses.metric.providers;

import com.google.auto.service.AutoService;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.CosineSimilarity;

/** Makes {@link CosineSimilarity}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(MetricProvider.class)
public final class CosineSimilarityProvider extends RecordMetricProvider<CosineSimilarity> {

  /** For {@link java.util.ServiceLoader}. */
  public CosineSimilarityProvider() {
    super("cosine", CosineSimilarity.class, Role.FIGURE);
  }
}
