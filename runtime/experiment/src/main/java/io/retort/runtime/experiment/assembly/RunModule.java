package io.retort.runtime.experiment.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.FolderStore;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bindings of one run. Everything is made when it is first asked for, once.
 *
 * <p>Bound are: {@link Experiment}, {@link PluginCatalog}, {@link Dataset}, {@link ComputeBackend},
 * {@link Teacher}, {@link Strategy}, {@link MetricSet}, {@link Trainer}, the set of {@link
 * TrainingListener}s ({@link Multibinder}), and the one {@link TrainingListener} that tells them
 * all; the same for {@link RunListener}s; and the {@link RunStore}. Modules of plugins override
 * these bindings, and those given to {@code ExperimentRun} all of them.
 */
final class RunModule extends AbstractModule {
  private final Experiment experiment;
  private final PluginCatalog catalog;
  private final PartFactory factory;
  private final List<TrainingListener> listeners;
  private final boolean logged;

  /**
   * The bindings.
   *
   * @param factory makes the parts
   * @param listeners those of the program
   * @param logged whether epochs are written to the store
   */
  RunModule(
      Experiment experiment,
      PluginCatalog catalog,
      PartFactory factory,
      List<TrainingListener> listeners,
      boolean logged) {
    this.experiment = experiment;
    this.catalog = catalog;
    this.factory = factory;
    this.listeners = List.copyOf(listeners);
    this.logged = logged;
  }

  @Override
  protected void configure() {
    bind(Experiment.class).toInstance(experiment);
    bind(PluginCatalog.class).toInstance(catalog);
    bind(WarningLog.class);
    Multibinder<TrainingListener> set = Multibinder.newSetBinder(binder(), TrainingListener.class);
    listeners.forEach(listener -> set.addBinding().toInstance(listener));
    if (logged) {
      Provider<HashingStore> store = getProvider(HashingStore.class);
      set.addBinding().toProvider(() -> new MetricsLog(store.get()));
    }
    Multibinder.newSetBinder(binder(), RunListener.class);
  }

  @Provides
  @Singleton
  TrainingListener listener(Set<TrainingListener> all, WarningLog log) {
    return new Listeners(List.copyOf(all), log);
  }

  @Provides
  @Singleton
  RunListener runListener(Set<RunListener> all) {
    return new RunListeners(List.copyOf(all));
  }

  @Provides
  @Singleton
  RunStore store() {
    return new FolderStore(RunFolder.of(experiment.output(), experiment.name()));
  }

  @Provides
  @Singleton
  HashingStore hashingStore(RunStore store) {
    return new HashingStore(store);
  }

  @Provides
  @Singleton
  Dataset dataset() {
    return factory.dataset(named("data", PluginKind.DATASET, experiment.data()));
  }

  @Provides
  @Singleton
  DataSplit split(Dataset dataset) {
    return DataSplit.of(
        factory.prepared(dataset, experiment.split().heldOut(), experiment.scaleTargets()),
        experiment.split());
  }

  @Provides
  @Singleton
  ComputeBackend backend() {
    return factory.backend(experiment.backend());
  }

  @Provides
  @Singleton
  MetricSet metrics(DataSplit parts) {
    return RunMetrics.of(experiment, catalog, parts.teacher().heads());
  }

  @Provides
  @Singleton
  Trainer trainer(ComputeBackend backend, TrainingListener listener, MetricSet metrics) {
    return new Trainer(backend, listener, metrics);
  }

  @Provides
  @Singleton
  Teacher teacher(
      ComputeBackend backend, DataSplit split, TrainingListener listener, MetricSet metrics) {
    return factory.teacher(experiment.teacher(), backend, split.prepared(), metrics, listener);
  }

  @Provides
  @Singleton
  Strategy strategy(TrainingListener listener) {
    return factory.strategy(
        named("strategy", PluginKind.STRATEGY, experiment.strategy()), listener);
  }

  /** What an experiment may only leave out where a module replaces it, as none has. */
  private <T> Plugin<T> named(String key, PluginKind kind, Optional<Plugin<T>> plugin) {
    return plugin.orElseThrow(
        () ->
            new RetortException(
                ErrorKind.CONFIGURATION,
                key
                    + ": the experiment names none; add one of "
                    + catalog.names(kind)
                    + ", or bind one in the program"));
  }
}
