package io.retort.runtime.experiment.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.FolderStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.serving.model.PluginContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bindings of one run. Everything is made when it is first asked for, once.
 *
 * <p>Bound are: {@link Experiment}, {@link PluginCatalog}, {@link Dataset}, {@link ComputeBackend},
 * {@link Teacher}, {@link Strategy}, {@link MetricSet}, {@link Trainer}, the set of {@link
 * TrainingListener}s ({@link Multibinder}), and the one {@link TrainingListener} that tells them
 * all; the same for {@link RunListener}s; and the {@link RunStore}. Modules of plugins override
 * these bindings, and those given to {@link ExperimentRun} all of them.
 */
public final class RunModule extends AbstractModule {
  private final Experiment experiment;
  private final PluginCatalog catalog;
  private final Path base;
  private final List<TrainingListener> listeners;
  private final boolean logged;
  private final Resources resources;

  /**
   * The bindings.
   *
   * @param listeners those of the program
   * @param logged whether epochs are written to the store
   */
  public RunModule(
      Experiment experiment,
      PluginCatalog catalog,
      Path base,
      List<TrainingListener> listeners,
      boolean logged,
      Resources resources) {
    this.experiment = experiment;
    this.catalog = catalog;
    this.base = base;
    this.listeners = listeners;
    this.logged = logged;
    this.resources = resources;
  }

  @Override
  protected void configure() {
    bind(Experiment.class).toInstance(experiment);
    bind(PluginCatalog.class).toInstance(catalog);
    bind(WarningLog.class);
    bind(Resources.class).toInstance(resources);
    Multibinder<TrainingListener> set = Multibinder.newSetBinder(binder(), TrainingListener.class);
    listeners.forEach(listener -> set.addBinding().toInstance(listener));
    if (logged) {
      set.addBinding().to(MetricsLog.class);
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
  Dataset dataset() {
    return resources.add(
        named("data", PluginKind.DATASET, experiment.data()).create(early("data")));
  }

  @Provides
  @Singleton
  DataSplit parts(Dataset dataset) {
    return DataSplit.of(dataset, experiment.split(), experiment.scaleTargets());
  }

  @Provides
  @Singleton
  StartWeights start(DataSplit parts) {
    return new StartWeights(
        experiment
            .student()
            .start()
            .map(start -> start.weights(experiment.student().plan(parts.teacher()), early("start")))
            .orElseGet(() -> new Weights(Map.of())));
  }

  @Provides
  @Singleton
  ComputeBackend backend() {
    return resources.add(experiment.backend().create(early("backend")));
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
      ComputeBackend backend, DataSplit parts, TrainingListener listener, MetricSet metrics) {
    return resources.add(
        experiment.teacher().create(forTeacher(backend, parts, listener, metrics)));
  }

  @Provides
  TeacherPreview preview(
      Injector injector,
      ComputeBackend backend,
      DataSplit parts,
      TrainingListener listener,
      MetricSet metrics) {
    if (!Replacements.isTheRunsOwn(injector.getBinding(Teacher.class))) {
      // It is asked when it is there: making it may take long.
      return Optional::empty;
    }
    @SuppressWarnings("unchecked") // the catalog has checked that the record is the provider's
    TeacherProvider<Record> provider =
        (TeacherProvider<Record>) experiment.teacher().entry().provider();
    return () ->
        provider.preview(
            experiment.teacher().configuration(), forTeacher(backend, parts, listener, metrics));
  }

  @Provides
  @Singleton
  Strategy strategy(TrainingListener listener) {
    return named("strategy", PluginKind.STRATEGY, experiment.strategy())
        .create(new PluginContext(base, seed("strategy"), listener));
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

  private PluginContext early(String purpose) {
    return new PluginContext(base, seed(purpose));
  }

  private TeacherContext forTeacher(
      ComputeBackend backend, DataSplit parts, TrainingListener listener, MetricSet metrics) {
    return new RunTeacherContext(
        new PluginContext(base, seed("teacher"), listener), backend, parts.teacher(), metrics);
  }

  /** Teacher and data are the same whatever seeds the students have. */
  private long seed(String purpose) {
    return Seeds.derive(experiment.split().seed(), purpose);
  }
}
