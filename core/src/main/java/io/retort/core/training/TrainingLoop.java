package io.retort.core.training;

import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.backend.Activations;
import io.retort.core.backend.InputLoader;
import io.retort.core.backend.Network;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.data.Samples;
import io.retort.core.metric.MetricSet;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Stage;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps of one training. */
final class TrainingLoop {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final StageSetup setup;
  private final Epochs epochs;
  private final Optional<PreparedOutputs> outputs;
  private final TeacherBatches teacherBatches;
  private final PeerOutputs peerOutputs = new PeerOutputs();
  private final Samples train;
  private final BatchesAhead order;
  private final InputLoader inputs;
  private final StepReports reports;
  private final Replicas replicas;
  private final long started = System.nanoTime();

  /** What the training took before it was interrupted. */
  private double secondsBefore;

  private long step;

  TrainingLoop(
      TrainingTask task,
      Map<String, LearnerTraining> learners,
      List<TeacherOutput> teacher,
      Optional<PreparedOutputs> outputs,
      InputLoader inputs,
      TrainingListener listener,
      MetricSet metrics,
      Replicas replicas) {
    this.replicas = replicas;
    this.task = task;
    this.inputs = inputs;
    this.learners = learners;
    this.train = task.data().train();
    this.order = new BatchesAhead(order());
    this.setup = new StageSetup(task, learners, teacher, order.batches());
    this.epochs = new Epochs(task, learners, listener, metrics);
    this.reports = new StepReports(task, listener);
    this.outputs = outputs;
    this.teacherBatches = new TeacherBatches(teacher, outputs, train);
  }

  private BatchOrder order() {
    return new BatchOrder(
        train,
        task.settings().batch(),
        task.settings().dropLast(),
        Seeds.derive(task.seed(), "order of samples"));
  }

  /**
   * Trains from the state that was saved last, or from the beginning.
   *
   * @param checkpoints where states are kept
   */
  TrainingResult run(TrainingCheckpoints checkpoints) {
    try {
      Optional<TrainingState> saved = checkpoints.latest();
      List<Stage> stages = task.plan().stages();
      long[] ends = StageSteps.ends(stages, task.steps());
      CheckpointTimer timer =
          new CheckpointTimer(
              checkpoints, task.settings().checkpoint(), saved.map(TrainingState::step).orElse(0L));
      for (int i = 0; i < stages.size(); i++) {
        long begin = i == 0 ? 0 : ends[i - 1];
        if (saved.filter(state -> state.step() >= begin).isPresent()) {
          resume(stages.get(i), begin, ends[i], saved.get());
        } else {
          setup.begin(stages.get(i), step);
        }
        run(stages.get(i), begin, ends[i] - begin, timer);
      }
      task.outputs().ifPresent(TeacherOutputs::verify);
      return epochs.result(step, seconds());
    } catch (DivergedException diverged) {
      discard(checkpoints, diverged);
      throw diverged;
    } finally {
      teacherBatches.close();
      peerOutputs.close();
    }
  }

  /** What goes on with another learning rate must not begin where it is too late for that. */
  private void discard(TrainingCheckpoints checkpoints, DivergedException diverged) {
    try {
      checkpoints.discard(epochs.bad());
    } catch (RetortException unwritable) {
      diverged.addSuppressed(unwritable);
    }
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - started) / 1e9;
  }

  private void run(Stage stage, long begin, long stageSteps, CheckpointTimer timer) {
    if (step == begin + stageSteps) {
      return;
    }
    StageSources sources = StageSources.of(stage);
    replicas.requireEqual(networks(), step);
    reports.begin(stage, step);
    outputs.ifPresent(all -> all.prepare(sources.teacher(), train, visited(), replicas.single()));
    StageSources onHost = sources.withTeacher(teacherOnHost(stage, sources));
    Schedule schedule = stage.schedule().orElse(task.settings().schedule());
    for (long i = step - begin; i < stageSteps; i++) {
      if (i > 0) {
        setup.thaw(stage, step);
      }
      step(
          stage, order.next(), onHost, new Progress(i, stageSteps, schedule.factor(i, stageSteps)));
      step++;
      boolean last = order.passComplete() || i == stageSteps - 1;
      boolean equal = replicas.equalAfter(step, last);
      if (replicas.averagesWeights() && equal) {
        average(stage);
      }
      if (last) {
        replicas.requireEqual(networks(), step);
        epochs.end(stage, step);
      }
      reports.made(stage, step);
      if (equal && timer.due(step, step == task.steps())) {
        timer.save(state(stage, i < stageSteps - 1));
      }
    }
  }

  /** The samples that this replica visits. */
  private BitSet visited() {
    return order().next(task.steps(), batch -> replicas.share(batch).samples());
  }

  private List<Network> networks() {
    return learners.values().stream().map(LearnerTraining::network).toList();
  }

  private void average(Stage stage) {
    epochs.collect(stage);
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      learners.get(name).average();
    }
  }

  /** The outputs of the teacher that are wanted in the host's memory, or asked for each time. */
  private Set<String> teacherOnHost(Stage stage, StageSources sources) {
    Set<String> names = new TreeSet<>(sources.teacher());
    names.removeIf(
        name ->
            outputs.filter(all -> all.isKept(name)).isPresent()
                && stage.terms().keySet().stream()
                    .noneMatch(learner -> learners.get(learner).terms().needOnHost(name)));
    return names;
  }

  private void step(Stage stage, int[] batch, StageSources sources, Progress progress) {
    Replicas.Share share = replicas.share(batch);
    int[] samples = share.samples();
    DeviceTensor batchInputs = inputs.load(samples);
    if (step + 1 < task.steps()) {
      inputs.prepare(replicas.share(order.following()).samples());
    }
    Map<String, Tensor> teacher = teacherBatches.of(samples, batchInputs, sources.teacher());
    boolean[] labelled = new boolean[samples.length];
    for (int row = 0; row < samples.length; row++) {
      labelled[row] = task.labelled().get(samples[row]);
    }
    Map<String, Activations> activations = new HashMap<>();
    for (String name : sources.learners()) {
      activations.put(name, learners.get(name).forward(batchInputs));
    }
    StepContext context =
        new StepContext(
            train,
            share,
            batchInputs,
            labelled,
            teacher,
            activations,
            peerOutputs.copy(sources.peers(), activations),
            step + 1,
            progress.step(),
            progress.steps());
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      try {
        learners.get(name).step(context, progress.rate());
      } catch (NonFiniteTerm term) {
        throw epochs.diverged(term, name);
      }
    }
  }

  /**
   * The state after a step.
   *
   * @param running whether the stage goes on
   */
  private TrainingState state(Stage stage, boolean running) {
    epochs.collect(stage);
    StateWriter state = new StateWriter();
    state.numbers("seconds", seconds());
    epochs.write(state);
    learners.forEach(
        (name, learner) ->
            learner.write(state.in("learner " + name), running && stage.terms().containsKey(name)));
    return state.state(step);
  }

  /**
   * Begins a stage of which steps were made, or which comes right after them, and goes back to the
   * state. Stages before that one are begun only, for what their criteria leave to later ones.
   */
  private void resume(Stage stage, long begin, long end, TrainingState saved) {
    step = Math.min(saved.step(), end);
    if (step == begin) {
      read(stage, saved, false);
      setup.begin(stage, step);
      return;
    }
    // Nodes that join with the next step do so there, by an optimizer that starts anew.
    setup.begin(stage, step - 1);
    if (saved.step() < end || end == task.steps()) {
      read(stage, saved, saved.step() < end);
    }
  }

  private void read(Stage stage, TrainingState saved, boolean running) {
    StateReader state = new StateReader(saved);
    secondsBefore = state.number("seconds");
    epochs.read(state);
    learners.forEach(
        (name, learner) ->
            learner.read(state.in("learner " + name), running && stage.terms().containsKey(name)));
    for (long i = 0; i < step; i++) {
      order.next();
    }
  }

  /** Where a stage is, and the factor of the learning rate there. */
  private record Progress(long step, long steps, double rate) {}
}
