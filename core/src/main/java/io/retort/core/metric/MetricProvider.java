package io.retort.core.metric;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Metric}.
 *
 * <p>Metrics that call themselves {@linkplain #isDefault() a default} are measured in every run;
 * others where an experiment asks for them. What a default is for besides, its {@link #role} says.
 *
 * @param <C> its configuration
 */
public interface MetricProvider<C extends Record> extends Provider<Metric, C, Context> {

  /** What a metric is for that is measured in every run. */
  enum Role {
    /**
     * Models are chosen and compared by it where an experiment does not say by what. There is one
     * for each task.
     */
    SCORE,
    /** It tells models apart that the score does not, and is compared beside it. */
    TIE_BREAKER,
    /** It is shown. */
    FIGURE
  }

  /**
   * What the metric is for if it is a default.
   *
   * @return its role
   */
  default Role role() {
    return Role.FIGURE;
  }
}
