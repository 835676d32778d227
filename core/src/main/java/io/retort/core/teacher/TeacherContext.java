package io.retort.core.teacher;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.ModelReader;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.plugin.Context;

/** What is offered to teachers, which are made when data and backend are there. */
public interface TeacherContext extends Context, ModelReader {

  /**
   * The backend of the run.
   *
   * @return the run's backend, which the run closes
   */
  ComputeBackend backend();

  /**
   * The training and validation samples of the run, all with labels. Test data is not among them.
   *
   * @return the split data set
   */
  TrainingData data();

  /**
   * What is measured of teachers that are trained, and by what their best epoch is found.
   *
   * @return the metrics of the run
   */
  MetricSet metrics();

  /**
   * Whether the teacher is made to be timed and not to teach. An untrained network takes as long
   * for a prediction as a trained one, so that a step of training is enough.
   *
   * @return false unless overridden
   */
  default boolean untrained() {
    return false;
  }

  /**
   * Where trainings of the teacher keep their states, so that an interrupted one can go on.
   *
   * @return nothing is kept unless overridden
   */
  default CheckpointStore checkpoints() {
    return CheckpointStore.NONE;
  }

  @Override
  default TeacherContext nested(String purpose) {
    return new NestedTeacherContext(this, Context.super.nested(purpose), this::data);
  }

  /**
   * What this teacher offers to one that it makes itself, with other data.
   *
   * @param purpose what the made teacher is for, such as {@code head kind}; decides its seed, and
   *     follows the name of its trainings
   * @param data the samples that the made teacher may use
   * @return the context
   */
  default TeacherContext nested(String purpose, TrainingData data) {
    return new NestedTeacherContext(this, Context.super.nested(purpose), () -> data);
  }
}
