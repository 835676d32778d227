package io.retort.runtime.experiment.training;

import io.retort.core.data.TrainingData;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.BitSet;
import java.util.Optional;

/** What the students of one seed of the experiment are trained on. */
public final class StudentTasks {
  private final RunParts parts;
  private final StudentData own;
  private final Optional<TeacherOutputs> outputs;
  private final TrainingData data;

  /**
   * Those of a seed.
   *
   * @param seed the seed as the experiment names it
   * @param outputs what the teacher says of the samples of at least that seed; empty where it is
   *     not asked
   */
  public StudentTasks(RunParts parts, long seed, Optional<TeacherOutputs> outputs) {
    this.parts = parts;
    this.own = parts.student(seed);
    this.outputs = outputs;
    this.data = outputs.map(all -> TaughtSamples.of(own.data(), all)).orElseGet(own::data);
  }

  /** The number of batches of a training, with and without a teacher. */
  public long steps() {
    return settings().stepsFor(data.train());
  }

  private TrainingSettings settings() {
    return parts.experiment().student().training();
  }

  /** What the student without a teacher learns from: the labels that it may see. */
  TrainingData labelled() {
    return own.alone().with(data.validation());
  }

  /** How the student learns from the teacher. */
  public DistillationPlan plan() {
    return parts.distilled(data, outputs.orElseThrow().outputs());
  }

  /**
   * The training with the teacher.
   *
   * @param seed that of the training
   * @param steps its length
   */
  public TrainingTask distilled(long seed, long steps) {
    return new TrainingTask(
        ArmResult.DISTILLED,
        seed,
        data,
        own.labelled(),
        plan(),
        outputs,
        settings(),
        steps,
        parts.start());
  }

  /**
   * The training without a teacher, for as many steps.
   *
   * @param seed that of the training
   * @return empty if there are no labels to learn from
   */
  public Optional<TrainingTask> alone(long seed) {
    TrainingData labelled = labelled();
    BitSet all = new BitSet();
    all.set(0, labelled.train().size());
    return parts
        .alone()
        .map(
            supervised ->
                new TrainingTask(
                    ArmResult.ALONE,
                    seed,
                    labelled,
                    all,
                    supervised,
                    Optional.empty(),
                    settings(),
                    steps(),
                    parts.start()));
  }
}
