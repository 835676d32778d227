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
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.BitSet;
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
    StudentData own = parts.student(seed);
    TrainingData data = TaughtSamples.of(own.data(), outputs);
    DistillationPlan plan = parts.distilled(data, outputs.outputs());
    // The student without a teacher gets as many steps, on the labels that it may see.
    long steps = parts.experiment().student().training().stepsFor(data.train());
    TrainingData labelled = own.alone().with(data.validation());
    return List.of(
        parts
            .alone()
            .map(
                supervised ->
                    training(
                        ArmResult.ALONE,
                        seed,
                        labelled,
                        all(labelled),
                        supervised,
                        Optional.empty(),
                        steps))
            .orElseGet(() -> untrained(seed, labelled)),
        training(
            ArmResult.DISTILLED, seed, data, own.labelled(), plan, Optional.of(outputs), steps));
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

  private StudentTraining training(
      String arm,
      long seed,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      Optional<TeacherOutputs> teacher,
      long steps) {
    TrainingTask task =
        new TrainingTask(
            arm,
            trainingSeed(seed),
            data,
            labelled,
            plan,
            teacher,
            parts.experiment().student().training(),
            steps,
            parts.start());
    TrainingReports reports = new TrainingReports(listener);
    Trainer trainer = parts.trainer().with(reports);
    return new StudentTraining(
        arm,
        reports,
        cancellation ->
            trained(
                arm,
                seed,
                data,
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

  private static BitSet all(TrainingData data) {
    BitSet all = new BitSet();
    all.set(0, data.train().size());
    return all;
  }
}
