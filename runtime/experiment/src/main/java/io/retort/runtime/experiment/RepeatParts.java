package io.retort.runtime.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Dataset;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.Recording;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.assembly.RunParts.Mode;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parts of a later repeat of a run. */
final class RepeatParts {
  private RepeatParts() {}

  /**
   * Puts them together: data, backend and all who are told are those of the first repeat.
   *
   * @param modules of the program, each over those before
   * @param first the parts of the first repeat
   * @param number counts from 1
   * @param cache keeps and closes what is made for this repeat
   */
  static RunParts of(
      Experiment experiment,
      PluginCatalog catalog,
      Path base,
      List<Module> modules,
      RunParts first,
      int number,
      PartCache cache) {
    List<Module> all = new ArrayList<>(modules);
    all.add(
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Dataset.class).toInstance(first.dataset());
            bind(ComputeBackend.class).toInstance(first.backend());
            bind(TrainingListener.class).toInstance(first.listener());
            bind(RunListener.class).toInstance(first.runListener());
            bind(CheckpointStore.class).toInstance(first.checkpoints());
          }
        });
    return RunParts.of(
        experiment.with(experiment.split().repeat(number)),
        catalog,
        base,
        cache,
        Mode.TRAINING,
        Recording.NONE,
        List.of(),
        all);
  }
}
