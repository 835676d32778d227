package io.retort.runtime.experiment.assembly;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.TeacherContext;
import io.retort.runtime.experiment.context.PluginContext;
import java.nio.file.Path;

/**
 * What a run offers to teachers.
 *
 * @param run what it offers to all plugins
 * @param backend the run's backend
 * @param data what teachers may see of the data
 * @param metrics what is measured of them
 * @param checkpoints where their trainings keep their states
 * @param untrained whether they are only timed
 */
public record RunTeacherContext(
    PluginContext run,
    ComputeBackend backend,
    TrainingData data,
    MetricSet metrics,
    CheckpointStore checkpoints,
    boolean untrained)
    implements TeacherContext {

  @Override
  public Path resolve(Path path) {
    return run.resolve(path);
  }

  @Override
  public long seed() {
    return run.seed();
  }

  @Override
  public TrainingListener listener() {
    return run.listener();
  }

  @Override
  public SavedModel load(Path folder) {
    return run.load(folder);
  }
}
