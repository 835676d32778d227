package io.retort.testkit;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.TrainingData;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.Context;
import io.retort.core.training.TrainingListener;
import java.nio.file.Path;

/** What a plugin is offered that is created without a run: paths and a seed. */
final class ContextOutsideRun implements Context {

  @Override
  public Path resolve(String path) {
    return Path.of(path);
  }

  @Override
  public long seed() {
    return 1;
  }

  @Override
  public ComputeBackend backend() {
    throw new IllegalStateException("There is no backend outside a run");
  }

  @Override
  public TrainingData data() {
    throw new IllegalStateException("There is no data outside a run");
  }

  @Override
  public TrainingListener listener() {
    return TrainingListener.NONE;
  }

  @Override
  public SavedNetwork load(Path folder) {
    throw new IllegalStateException("No network can be loaded outside a run");
  }
}
