package io.retort.losses.metric.providers;

import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import java.util.Optional;

/** The provider of a metric that is its own configuration. */
abstract class RecordMetricProvider<C extends Record & Metric>
    extends RecordProvider<Metric, C, Context> implements MetricProvider<C> {
  private final Optional<Role> role;

  /** A metric that is measured where an experiment asks for it. */
  RecordMetricProvider(String name, Class<C> configuration) {
    this(name, configuration, Optional.empty());
  }

  /** A metric that is measured in every run. */
  RecordMetricProvider(String name, Class<C> configuration, Role role) {
    this(name, configuration, Optional.of(role));
  }

  private RecordMetricProvider(String name, Class<C> configuration, Optional<Role> role) {
    super(name, configuration, metric -> metric);
    this.role = role;
  }

  @Override
  public final boolean isDefault() {
    return role.isPresent();
  }

  @Override
  public final Role role() {
    return role.orElse(Role.FIGURE);
  }
}
