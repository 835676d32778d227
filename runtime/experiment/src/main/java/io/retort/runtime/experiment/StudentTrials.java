package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.progress.TrainingListener;
import io.retort.core.training.TeacherOutputs;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.training.Cancellation;
import io.retort.runtime.experiment.training.SeedTrainings;
import io.retort.runtime.experiment.training.StudentTraining;
import io.retort.runtime.experiment.training.StudentTrainings;

/**
 * Trains students of one repeat of a run away from the run, to the same weights. The teacher, its
 * outputs and the data are made once, for all students. Several may be trained at the same time.
 */
public final class StudentTrials implements AutoCloseable {
  private final ExperimentRun run;
  private final int repeat;
  private final String teacher;
  private final PartCache first = new PartCache();
  private final PartCache own = new PartCache();
  private RunParts parts;
  private TeacherOutputs outputs;

  /**
   * None yet.
   *
   * @param run the experiment
   * @param repeat counts from 1
   * @param teacher the fingerprint of the run's teacher
   */
  public StudentTrials(ExperimentRun run, int repeat, String teacher) {
    this.run = run;
    this.repeat = repeat;
    this.teacher = teacher;
  }

  /**
   * Trains a student.
   *
   * @param arm which of the two students of a seed
   * @param seed as the experiment names it
   * @param told is told of its training
   * @param cancellation ends it
   * @return the student
   * @throws RetortException if it cannot be trained, or the teacher is not that of the run
   */
  // For the module spark, which is on the class path: no module can name the types.
  @SuppressWarnings("exports")
  public TrainedStudent train(
      String arm, long seed, TrainingListener told, Cancellation cancellation) {
    return training(arm, seed, told).run(cancellation);
  }

  private synchronized StudentTraining training(String arm, long seed, TrainingListener told) {
    begin();
    // Closed with the outputs, which others go on with.
    SeedTrainings trainings = new StudentTrainings(parts, repeat, outputs, told);
    return trainings.of(seed).stream()
        .filter(each -> each.arm().equals(arm))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no arm " + arm));
  }

  private void begin() {
    if (parts == null) {
      RunParts begun = run.parts(first, TrainingListener.NONE, CheckpointStore.NONE);
      parts = repeat == 1 ? begun : run.repeat(begun, repeat, own);
      if (!parts.teacher().fingerprint().equals(teacher)) {
        parts = null;
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teacher that an executor has made is not that of the run, which another processor"
                + " or number of threads can cause; set backend.threads, or train the teacher"
                + " before and name the one that was saved");
      }
      outputs = parts.cachedOutputs();
    }
  }

  @Override
  public synchronized void close() {
    if (outputs != null) {
      outputs.close();
    }
    own.close();
    first.close();
  }
}
