package io.retort.runtime.experiment.training;

import io.retort.core.Warning;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import java.util.List;

/**
 * The training of one student.
 *
 * @param arm whether it has a teacher
 * @param reports its reports to the run
 * @param job trains
 */
public record StudentTraining(
    String arm, TrainingReports reports, ConcurrentTrainings.Job<TrainedStudent> job)
    implements ConcurrentTrainings.Job<TrainedStudent> {

  @Override
  public TrainedStudent run(Cancellation cancellation) {
    return job.run(cancellation);
  }

  List<Warning> warnings() {
    return reports.warnings();
  }
}
