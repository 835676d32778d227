package io.retort.benchmarks;

import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
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
  public TrainingListener listener() {
    return TrainingListener.NONE;
  }
}
