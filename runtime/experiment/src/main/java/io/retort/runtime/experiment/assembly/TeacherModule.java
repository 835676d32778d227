package io.retort.runtime.experiment.assembly;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Dataset;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bindings that lead to a teacher. Everything is made when it is first asked for, once.
 *
 * <p>Bound are: {@link PluginCatalog}, {@link Dataset}, {@link ComputeBackend}, {@link Teacher},
 * the set of {@link TrainingListener}s ({@link Multibinder}), and the one {@link TrainingListener}
 * that tells them all; the same for {@link RunListener}s. A subclass adds the {@link PreparedData}
 * and the {@link MetricSet} of the teacher.
 */
abstract class TeacherModule extends AbstractModule {
  private final TeacherConfiguration configuration;
  private final PluginCatalog catalog;
  private final PartFactory factory;
  private final List<TrainingListener> listeners;
  private final EarlyReports early = new EarlyReports();

  /**
   * The bindings.
   *
   * @param factory makes the parts
   * @param listeners those of the program
   */
  TeacherModule(
      TeacherConfiguration configuration,
      PluginCatalog catalog,
      PartFactory factory,
      List<TrainingListener> listeners) {
    this.configuration = configuration;
    this.catalog = catalog;
    this.factory = factory;
    this.listeners = List.copyOf(listeners);
  }

  @Override
  protected void configure() {
    bind(PluginCatalog.class).toInstance(catalog);
    bind(WarningLog.class);
    Multibinder<TrainingListener> set = Multibinder.newSetBinder(binder(), TrainingListener.class);
    listeners.forEach(listener -> set.addBinding().toInstance(listener));
    Multibinder.newSetBinder(binder(), RunListener.class);
  }

  @Provides
  @Singleton
  TrainingListener listener(Set<TrainingListener> all, WarningLog log) {
    Listeners made = new Listeners(List.copyOf(all), log);
    early.tell(made);
    return made;
  }

  @Provides
  @Singleton
  RunListener runListener(Set<RunListener> all) {
    return new RunListeners(List.copyOf(all));
  }

  @Provides
  @Singleton
  Dataset dataset() {
    return factory.dataset(named("data", PluginKind.DATASET, configuration.data()), early);
  }

  @Provides
  @Singleton
  ComputeBackend backend() {
    return factory.backend(configuration.backend(), early);
  }

  @Provides
  @Singleton
  Teacher teacher(
      ComputeBackend backend,
      PreparedData data,
      TrainingListener listener,
      MetricSet metrics,
      CheckpointStore checkpoints) {
    return factory.teacher(configuration.teacher(), backend, data, metrics, listener, checkpoints);
  }

  /** The data with its test samples set apart. */
  final PreparedData split(Dataset dataset) {
    return factory.prepared(dataset, configuration.split().heldOut(), configuration.scaleTargets());
  }

  /** What may only be left out where a module replaces it, as none has. */
  final <T> Plugin<T> named(String key, PluginKind kind, Optional<Plugin<T>> plugin) {
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
