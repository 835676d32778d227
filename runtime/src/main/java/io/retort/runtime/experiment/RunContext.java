package io.retort.runtime.experiment;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.plugin.Context;
import io.retort.core.training.TrainingListener;
import io.retort.runtime.files.LinkedPath;
import io.retort.runtime.model.NetworkFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What plugins see of a run: first paths and the seed alone, later also backend and data.
 *
 * @param base the folder that relative paths start from
 * @param seed the plugin's seed
 * @param listener told of long work
 * @param made what was made before the plugin
 */
record RunContext(Path base, long seed, TrainingListener listener, Optional<Made> made)
    implements Context {

  /** The parts of a run that teachers and strategies may use. */
  record Made(ComputeBackend backend, TrainingData data) {}

  static RunContext early(Path base, long seed) {
    return new RunContext(base, seed, TrainingListener.NONE, Optional.empty());
  }

  @Override
  public Path resolve(Path path) {
    return LinkedPath.withoutDots(base.resolve(path).toAbsolutePath());
  }

  @Override
  public ComputeBackend backend() {
    return madeBefore().backend();
  }

  @Override
  public TrainingData data() {
    return madeBefore().data();
  }

  private Made madeBefore() {
    return made.orElseThrow(
        () ->
            new IllegalStateException(
                "Backend and data are there for teachers and strategies only; data sets, backends,"
                    + " losses, optimizers and schedules are made before them"));
  }

  @Override
  public SavedModel load(Path folder) {
    return NetworkFolder.read(folder);
  }
}
