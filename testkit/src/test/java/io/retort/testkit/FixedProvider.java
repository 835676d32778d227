package io.retort.testkit;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.LossProvider;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import java.util.function.Supplier;

/**
 * A provider without keys of whatever is handed to it.
 *
 * @param <T> what it makes
 * @param <X> what it is offered
 */
abstract class FixedProvider<T, X extends Context> implements Provider<T, FixedProvider.NoKeys, X> {
  private final Supplier<? extends T> made;

  private FixedProvider(Supplier<? extends T> made) {
    this.made = made;
  }

  /** A configuration with nothing to configure. */
  record NoKeys() {}

  @Override
  public String name() {
    return "planted";
  }

  @Override
  public Class<NoKeys> configuration() {
    return NoKeys.class;
  }

  @Override
  public T create(NoKeys configuration, X context) {
    return made.get();
  }

  static final class OfLoss extends FixedProvider<Criterion, Context>
      implements LossProvider<NoKeys> {
    OfLoss(Supplier<? extends Criterion> made) {
      super(made);
    }
  }

  static final class OfOptimizer extends FixedProvider<Optimizer, Context>
      implements OptimizerProvider<NoKeys> {
    OfOptimizer(Supplier<? extends Optimizer> made) {
      super(made);
    }
  }

  static final class OfSchedule extends FixedProvider<Schedule, Context>
      implements ScheduleProvider<NoKeys> {
    OfSchedule(Supplier<? extends Schedule> made) {
      super(made);
    }
  }

  static final class OfStrategy extends FixedProvider<Strategy, Context>
      implements StrategyProvider<NoKeys> {
    OfStrategy(Supplier<? extends Strategy> made) {
      super(made);
    }
  }

  static final class OfBackend extends FixedProvider<ComputeBackend, Context>
      implements BackendProvider<NoKeys> {
    OfBackend(Supplier<? extends ComputeBackend> made) {
      super(made);
    }
  }

  static final class OfDataset extends FixedProvider<Dataset, Context>
      implements DatasetProvider<NoKeys> {
    OfDataset(Supplier<? extends Dataset> made) {
      super(made);
    }
  }

  static final class OfAugmentation extends FixedProvider<Augmentation, Context>
      implements AugmentationProvider<NoKeys> {
    OfAugmentation(Supplier<? extends Augmentation> made) {
      super(made);
    }
  }

  static final class OfCombination extends FixedProvider<GradientCombination, Context>
      implements GradientCombinationProvider<NoKeys> {
    OfCombination(Supplier<? extends GradientCombination> made) {
      super(made);
    }
  }

  static final class OfMetric extends FixedProvider<Metric, Context>
      implements MetricProvider<NoKeys> {
    OfMetric(Supplier<? extends Metric> made) {
      super(made);
    }
  }

  abstract static class OfTokenizer extends FixedProvider<Tokenizer, Context>
      implements TokenizerProvider<NoKeys> {
    OfTokenizer(Supplier<? extends Tokenizer> made) {
      super(made);
    }
  }

  static final class OfExporter extends FixedProvider<Exporter, Context>
      implements ExporterProvider<NoKeys> {
    OfExporter(Supplier<? extends Exporter> made) {
      super(made);
    }
  }
}
