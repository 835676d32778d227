package io.retort.core.teacher;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A context for a teacher that another one makes.
 *
 * @param outer what the making teacher was offered
 * @param inner seed and reports of the made one
 * @param samples gives those that it may use
 */
record NestedTeacherContext(TeacherContext outer, Context inner, Supplier<TrainingData> samples)
    implements TeacherContext {

  @Override
  public Path resolve(Path path) {
    return inner.resolve(path);
  }

  @Override
  public long seed() {
    return inner.seed();
  }

  @Override
  public TrainingListener listener() {
    return inner.listener();
  }

  @Override
  public ComputeBackend backend() {
    return outer.backend();
  }

  @Override
  public TrainingData data() {
    return samples.get();
  }

  @Override
  public MetricSet metrics() {
    return outer.metrics();
  }

  @Override
  public boolean untrained() {
    return outer.untrained();
  }

  @Override
  public CheckpointStore checkpoints() {
    return outer.checkpoints();
  }

  @Override
  public SavedModel load(Path folder) {
    return outer.load(folder);
  }
}
