package io.retort.benchmarks;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.plugin.Context;
import io.retort.core.training.TrainingListener;
import java.nio.file.Path;

/**
 * As much of a run as a data set may ask for.
 *
 * @param base where relative paths start
 */
record DataContext(Path base) implements Context {

  @Override
  public Path resolve(Path path) {
    return base.resolve(path);
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public ComputeBackend backend() {
    throw new IllegalStateException("There is no backend yet");
  }

  @Override
  public TrainingData data() {
    throw new IllegalStateException("There are no data yet");
  }

  @Override
  public TrainingListener listener() {
    return TrainingListener.NONE;
  }

  @Override
  public SavedModel load(Path folder) {
    throw new IllegalStateException("There are no networks yet");
  }
}
