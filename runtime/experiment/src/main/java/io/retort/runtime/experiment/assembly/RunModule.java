package io.retort.runtime.experiment.assembly;

import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Dataset;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.UnkeptCheckpoints;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.FolderStore;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.nio.file.Path;
import java.util.List;

/**
 * The bindings of one run: those of its teacher, and {@link Experiment}, {@link Strategy}, {@link
 * Trainer} and {@link RunStore}. Modules of plugins override these bindings, and those given to
 * {@code ExperimentRun} all of them.
 */
final class RunModule extends TeacherModule {
  private final Experiment experiment;
  private final PluginCatalog catalog;
  private final PartFactory factory;
  private final Recording recording;

  /**
   * The bindings.
   *
   * @param factory makes the parts
   * @param listeners those of the program
   * @param recording what is written of the run while it goes on
   */
  RunModule(
      Experiment experiment,
      PluginCatalog catalog,
      PartFactory factory,
      List<TrainingListener> listeners,
      Recording recording) {
    super(TeacherConfiguration.of(experiment), catalog, factory, listeners);
    this.experiment = experiment;
    this.catalog = catalog;
    this.factory = factory;
    this.recording = recording;
  }

  @Override
  protected void configure() {
    super.configure();
    bind(Experiment.class).toInstance(experiment);
    if (recording.logged()) {
      Multibinder.newSetBinder(binder(), TrainingListener.class).addBinding().to(MetricsLog.class);
    }
  }

  @Provides
  @Singleton
  RunStore store() {
    return new FolderStore(
        recording
            .resumed()
            .map(RunFolder::unfinished)
            .orElseGet(() -> RunFolder.of(experiment.output(), experiment.name())));
  }

  @Provides
  @Singleton
  HashingStore hashingStore(RunStore store) {
    return new HashingStore(store);
  }

  /** What is kept elsewhere than in a folder cannot be read again. */
  @Provides
  @Singleton
  CheckpointStore checkpoints(HashingStore store, MetricsLog log, TrainingListener listener) {
    return recording
        .stop()
        .<CheckpointStore>map(
            stop ->
                "file".equals(store.location().getScheme())
                    ? new RunCheckpoints(
                        Path.of(store.location()),
                        List.of(MetricsLog.FILE),
                        stop,
                        listener::message,
                        log::epochs)
                    : new UnkeptCheckpoints(stop))
        .orElse(CheckpointStore.NONE);
  }

  @Provides
  @Singleton
  RunOutputs outputs(
      PreparedData data,
      ComputeBackend backend,
      CheckpointStore checkpoints,
      Provider<Teacher> teacher) {
    return new RunOutputs(experiment, factory, data, backend, teacher, checkpoints);
  }

  @Provides
  @Singleton
  OutputStore outputStore(RunOutputs outputs) {
    return outputs.forTraining();
  }

  @Provides
  @Singleton
  MetricsLog metricsLog(HashingStore store) {
    return new MetricsLog(store);
  }

  @Provides
  @Singleton
  PreparedData prepared(Dataset dataset) {
    return split(dataset);
  }

  @Provides
  @Singleton
  DataSplit data(PreparedData prepared) {
    return DataSplit.of(prepared, experiment.split());
  }

  @Provides
  @Singleton
  MetricSet metrics(PreparedData data) {
    return RunMetrics.of(experiment, catalog, data.teacher().heads());
  }

  @Provides
  @Singleton
  Trainer trainer(ComputeBackend backend, TrainingListener listener, MetricSet metrics) {
    return new Trainer(backend, listener, metrics);
  }

  @Provides
  @Singleton
  Strategy strategy(TrainingListener listener) {
    return factory.strategy(
        named("strategy", PluginKind.STRATEGY, experiment.strategy()), listener);
  }
}
