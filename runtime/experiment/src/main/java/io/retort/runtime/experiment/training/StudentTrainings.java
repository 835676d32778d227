package io.retort.runtime.experiment.training;

import io.retort.core.Seeds;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.TrainingData;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.List;
import java.util.Optional;

/** Makes the trainings of the students of one repeat in this process. */
public final class StudentTrainings implements SeedTrainings {
  private final RunParts parts;
  private final int repeat;
  private final TrainingListener listener;
  private final TeacherOutputs outputs;
  private final ModelEvaluator evaluator;
  private final CheckpointStore checkpoints;

  /**
   * The trainings of a repeat.
   *
   * @param parts of the repeat
   * @param repeat counts from 1
   * @param outputs what the teacher says, closed with this
   * @param listener is told of all trainings
   */
  public StudentTrainings(
      RunParts parts, int repeat, TeacherOutputs outputs, TrainingListener listener) {
    this.parts = parts;
    this.repeat = repeat;
    this.outputs = outputs;
    this.listener = listener;
    this.evaluator = parts.evaluator();
    this.checkpoints = parts.checkpoints();
  }

  @Override
  public List<StudentTraining> of(long seed) {
    StudentTasks tasks = new StudentTasks(parts, seed, Optional.of(outputs));
    long own = trainingSeed(seed);
    return List.of(
        tasks
            .alone(own)
            .map(task -> training(seed, task))
            .orElseGet(() -> untrained(seed, tasks.labelled())),
        training(seed, tasks.distilled(own, tasks.steps())));
  }

  /** Repeats train with seeds of their own. */
  private long trainingSeed(long seed) {
    return repeat == 1 ? seed : Seeds.derive(seed, "repeat " + repeat);
  }

  /** The student without a teacher and without labels stays as it starts. */
  private StudentTraining untrained(long seed, TrainingData data) {
    TrainingReports reports = new TrainingReports(listener);
    TrainingResult result = Trainer.untrained(parts.student(), trainingSeed(seed), parts.start());
    return new StudentTraining(
        ArmResult.ALONE, reports, cancellation -> trained(ArmResult.ALONE, seed, data, result));
  }

  private StudentTraining training(long seed, TrainingTask task) {
    TrainingReports reports = new TrainingReports(listener);
    Trainer trainer = parts.trainer().with(reports);
    return new StudentTraining(
        task.name(),
        reports,
        cancellation ->
            trained(
                task.name(),
                seed,
                task.data(),
                trainer.train(task, cancellation.of(checkpoints.of(task.name(), task.seed())))));
  }

  private TrainedStudent trained(String arm, long seed, TrainingData data, TrainingResult result) {
    SavedNetwork student = result.networks().get(DistillationPlan.STUDENT);
    return TrainedStudent.of(
        arm, repeat, seed, result, evaluator.measure(student, data.validation()), data.heads());
  }

  @Override
  public void close() {
    outputs.close();
  }
}
