package io.retort.runtime.experiment;

import io.retort.core.Warning;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.assembly.TeacherConfiguration;
import io.retort.runtime.experiment.checkpoint.NamedCheckpoints;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.training.Preflight;
import io.retort.runtime.experiment.training.StudentTasks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trains the students of experiments that are much alike and measures them on validation samples.
 * Test samples are never read. Data, backend, teacher and the teacher's outputs are made once for
 * all experiments in which they are made of the same things. Students may be trained at the same
 * time.
 */
public final class Trials implements AutoCloseable {
  private final TrainingListener listener;
  private final CheckpointStore checkpoints;
  private final PartCache cache;
  private final Set<Warning> warned = new HashSet<>();
  private final Map<ExperimentRun, RunParts> runs = new HashMap<>();

  /**
   * No trials yet.
   *
   * @param listener is told how the training of teachers goes
   * @param checkpoints where trainings of teachers go on from
   * @param outputs where outputs of teachers are kept that are too large for memory
   */
  public Trials(TrainingListener listener, CheckpointStore checkpoints, Path outputs) {
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.cache = new PartCache(outputs);
  }

  /**
   * Checks what can be checked without training.
   *
   * @param run the experiment
   * @throws io.retort.core.RetortException for the first thing that does not fit
   */
  public synchronized void check(ExperimentRun run) {
    RunParts parts = parts(run);
    // The same for all experiments.
    parts.warnings().stream().filter(warned::add).forEach(listener::warning);
    new Preflight(parts).check();
  }

  /**
   * Trains the distilled student once. What it learns from is made first if it is not there.
   *
   * @param run the experiment
   * @param seed the training's seed
   * @param share the share of the experiment's training that is made, from 0 to 1
   * @param states where the training goes on from
   * @param progress is told how far the training has come; not of its epochs
   * @return the student's figures
   * @throws io.retort.core.training.DivergedException if something is not finite
   * @throws io.retort.core.RetortException if the parts do not fit together
   */
  public Trial train(
      ExperimentRun run,
      long seed,
      double share,
      TrainingCheckpoints states,
      TrainingListener progress) {
    TrainingTask task;
    Trainer trainer;
    ModelEvaluator evaluator;
    MetricSet metrics;
    synchronized (this) {
      RunParts parts = parts(run);
      task = task(parts, seed, share);
      trainer = parts.trainer().with(progress);
      evaluator = parts.evaluator();
      metrics = parts.metrics();
    }
    TrainingResult result = trainer.train(task, states);
    SavedNetwork network = result.networks().get(DistillationPlan.STUDENT);
    return new Trial(
        metrics.deciding(task.data().heads()).name(),
        evaluator.measure(network, task.data().validation()),
        task.steps(),
        result.seconds());
  }

  private static TrainingTask task(RunParts parts, long seed, double share) {
    StudentTasks tasks = new StudentTasks(parts, seed, Optional.of(parts.cachedOutputs(seed)));
    return tasks.distilled(
        seed, Math.max(tasks.plan().stages().size(), Math.round(share * tasks.steps())));
  }

  /**
   * How many students of an experiment can be trained at the same time.
   *
   * @param run the experiment
   * @return as {@link io.retort.core.backend.ComputeBackend#concurrentTrainings()}
   */
  public synchronized int concurrentTrainings(ExperimentRun run) {
    return parts(run).backend().concurrentTrainings();
  }

  /**
   * What the teacher of an experiment is made of, told apart from others.
   *
   * @param run the experiment
   * @return a hash
   */
  public synchronized String teacherKey(ExperimentRun run) {
    return TeacherConfiguration.of(run.experiment()).key();
  }

  /**
   * What has become of it, told apart from others.
   *
   * @param run the experiment
   * @return its fingerprint; it is trained by then
   */
  public synchronized String teacherFingerprint(ExperimentRun run) {
    return parts(run).teacher().fingerprint();
  }

  /**
   * What a training has shown.
   *
   * @param head the head whose score decides
   * @param validation metrics on the validation samples, by head
   * @param steps the number of batches it was trained on
   * @param seconds how long it took
   */
  public record Trial(String head, Map<String, Metrics> validation, long steps, double seconds) {}

  /**
   * What trainings see, told apart from other data.
   *
   * @param run the experiment
   * @return a hash of all samples but those for the test, which are not read
   */
  public synchronized String samples(ExperimentRun run) {
    DataSplit split = parts(run).data();
    return Long.toHexString(SampleHashes.ofAll(split.pool(), split.teacher()));
  }

  /**
   * What the last bits of figures depend on besides.
   *
   * @param run the experiment
   * @return as {@link io.retort.core.backend.ComputeBackend#environment()}
   */
  public synchronized Map<String, String> environment(ExperimentRun run) {
    return parts(run).backend().environment();
  }

  private RunParts parts(ExperimentRun run) {
    return runs.computeIfAbsent(
        run,
        absent -> {
          String teacher = teacherKey(run);
          return run.parts(cache, listener, new NamedCheckpoints(checkpoints, teacher));
        });
  }

  @Override
  public void close() {
    cache.close();
  }
}
