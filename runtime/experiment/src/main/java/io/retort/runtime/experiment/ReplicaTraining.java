package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.SavedModel;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.DivergedException;
import io.retort.core.training.Replication;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.checkpoint.EpochLog;
import io.retort.runtime.experiment.checkpoint.ReadOnlyCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.HeadFigures;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.SharedFolder;
import io.retort.runtime.experiment.recording.StudentFolder;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.training.StudentTasks;
import io.retort.serving.format.NetworkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One replica of a {@link ReplicatedRun}. It reads the experiment's data by itself, and has a
 * teacher and a student of its own. The replica of rank 0 keeps states, logs epochs, measures the
 * student and saves it.
 */
public final class ReplicaTraining {
  private static final String LAST_GOOD = "last-good/";

  private final ExperimentRun run;
  private final ReplicaSettings settings;
  private final Path folder;
  private final Replication replication;
  private final boolean first;
  private final HashingStore store;
  private final MetricsLog log;

  private ReplicaTraining(
      ExperimentRun run, ReplicaSettings settings, Path folder, Replication replication) {
    this.run = run;
    this.settings = settings;
    this.folder = folder;
    this.replication = replication;
    this.first = replication.group().rank() == 0;
    this.store = new HashingStore(new SharedFolder(folder));
    this.log = new MetricsLog(store);
  }

  /**
   * Trains. All replicas must call this, from where the last kept state leads.
   *
   * @param run the experiment as it was begun
   * @param settings as it was begun
   * @param folder that of the {@link ReplicatedRun}
   * @param teacher the fingerprint that the teacher must have
   * @param replication the replicas
   * @return what has become of the student; of other replicas than that of rank 0, without figures
   * @throws RetortException if something does not fit, or the training diverges
   */
  public static ReplicaResult train(
      ExperimentRun run,
      ReplicaSettings settings,
      Path folder,
      String teacher,
      Replication replication) {
    try (PartCache cache = new PartCache()) {
      return new ReplicaTraining(run, settings, folder, replication).train(cache, teacher);
    } catch (LinkageError misfit) {
      throw run.catalog().explain(misfit);
    }
  }

  private ReplicaResult train(PartCache cache, String teacher) {
    // Everything was said where the training was begun.
    CheckpointStore kept =
        new ReadOnlyCheckpoints(checkpoints((training, seed, step) -> Integer.MAX_VALUE));
    RunParts parts = run.parts(cache, TrainingListener.NONE, kept);
    TrainingTask task = task(parts, teacher);
    RunCheckpoints own = checkpoints(log::epochs);
    if (first) {
      log.resume(
          RunFolder.lines(folder, MetricsLog.FILE),
          (training, seed, step) -> step <= own.step(training, seed));
    }
    TrainingResult result = train(parts, task, first ? own : kept);
    return first
        ? saved(parts, task, result)
        : new ReplicaResult(
            result.steps(), result.epoch(), result.seconds(), 0, Map.of(), Map.of(), Map.of());
  }

  private TrainingResult train(RunParts parts, TrainingTask task, CheckpointStore states) {
    try {
      return parts
          .trainer()
          .with(first ? log : TrainingListener.NONE)
          .train(task, states.of(task.name(), task.seed()), replication);
    } catch (DivergedException diverged) {
      if (first) {
        NetworkFolder.write(
            new SavedModel(diverged.lastGood(), Optional.empty()),
            (name, content) -> store.write(LAST_GOOD + name, content));
      }
      throw new RetortException(
          diverged.kind(),
          diverged.getMessage() + " and lie in " + folder.resolve(LAST_GOOD),
          diverged);
    }
  }

  private RunCheckpoints checkpoints(EpochLog epochs) {
    return new RunCheckpoints(
        folder,
        List.of(MetricsLog.FILE),
        new StopRequest("training"),
        damage ->
            System.getLogger(ReplicaTraining.class.getName())
                .log(System.Logger.Level.WARNING, damage),
        epochs);
  }

  private TrainingTask task(RunParts parts, String teacher) {
    long seed = settings.seed();
    Optional<TeacherOutputs> outputs = Optional.empty();
    if (settings.asksTeacher(parts)) {
      requireTeacher(parts.teacher(), teacher);
      outputs = Optional.of(parts.cachedOutputs(seed));
    }
    StudentTasks tasks = new StudentTasks(parts, seed, outputs);
    return settings.arm().equals(ArmResult.DISTILLED)
        ? tasks.distilled(seed, tasks.steps())
        : tasks.alone(seed).orElseThrow(ReplicaTraining::unlabelled);
  }

  private static RetortException unlabelled() {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        "The data have no labels from which a student could learn alone; train the distilled one");
  }

  private void requireTeacher(Teacher own, String fingerprint) {
    if (!own.fingerprint().equals(fingerprint)) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The teacher of replica "
              + replication.group().rank()
              + " is not the one that the training was begun with; give all machines the same"
              + " files, processors of the same kind and the same Java, or name a teacher that is"
              + " trained already");
    }
  }

  private ReplicaResult saved(RunParts parts, TrainingTask task, TrainingResult result) {
    SavedNetwork network = result.networks().get(DistillationPlan.STUDENT);
    DataSplit split = parts.data();
    ModelEvaluator evaluator = parts.evaluator();
    TrainedStudent trained =
        TrainedStudent.of(
            settings.arm(),
            1,
            settings.seed(),
            result,
            evaluator.measure(network, task.data().validation()),
            split.teacher().heads());
    StudentFolder.write(store, parts.card(trained), network, split.teacher().signature());
    return new ReplicaResult(
        result.steps(),
        result.epoch(),
        result.seconds(),
        network.plan().parameters().count(),
        HeadFigures.of(trained.validation()),
        HeadFigures.of(evaluator.measure(network, evaluator.taught(split.test(), parts::teacher))),
        store.hashes());
  }
}
