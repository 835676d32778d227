package io.retort.core.training;

import io.retort.core.Seeds;
import io.retort.core.backend.Activations;
import io.retort.core.backend.InputLoader;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.data.Samples;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The steps of one training. */
final class TrainingLoop {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final TermSetting settings;
  private final HeadWeights headWeights;
  private final EpochReports reports;
  private final Validation validation;
  private final TeacherBatches teacherBatches;
  private final PeerOutputs peerOutputs = new PeerOutputs();
  private final LearnerTraining student;
  private final Samples train;
  private final BatchOrder order;
  private final InputLoader inputs;
  private final long started = System.nanoTime();

  /** What the training took before it was interrupted. */
  private double secondsBefore;

  private SavedNetwork lastGood;
  private int epoch;
  private long step;

  TrainingLoop(
      TrainingTask task,
      Map<String, LearnerTraining> learners,
      List<TeacherOutput> teacher,
      InputLoader inputs,
      TrainingListener listener,
      MetricSet metrics) {
    this.task = task;
    this.inputs = inputs;
    this.learners = learners;
    this.settings =
        new TermSetting(
            plans(learners),
            new TargetKinds(task.data().heads(), teacher),
            task.data().train().size());
    this.headWeights = new HeadWeights(task.settings().headWeights(), task.data().heads());
    this.reports = new EpochReports(task, learners, listener);
    this.validation = new Validation(task, metrics);
    this.teacherBatches = new TeacherBatches(task.outputs(), task.data().train());
    this.student = learners.get(DistillationPlan.STUDENT);
    this.train = task.data().train();
    this.order = order();
    this.lastGood = student.snapshot();
  }

  private BatchOrder order() {
    return new BatchOrder(
        train,
        task.settings().batch(),
        task.settings().dropLast(),
        Seeds.derive(task.seed(), "order of samples"));
  }

  private static Map<String, NetworkPlan> plans(Map<String, LearnerTraining> learners) {
    Map<String, NetworkPlan> plans = new HashMap<>();
    learners.forEach((name, learner) -> plans.put(name, learner.network().plan()));
    return plans;
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
          begin(stages.get(i));
        }
        run(stages.get(i), begin, ends[i] - begin, timer);
      }
      task.outputs().ifPresent(TeacherOutputs::verify);
      boolean keepBest = validation.keepsBest();
      return new TrainingResult(
          keepBest ? validation.best() : snapshots(),
          step,
          keepBest ? validation.bestEpoch() : epoch,
          Temperatures.after(task, keepBest ? validation.bestStep() : step),
          seconds());
    } finally {
      teacherBatches.close();
      peerOutputs.close();
    }
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - started) / 1e9;
  }

  private void begin(Stage stage) {
    stage
        .terms()
        .forEach(
            (name, terms) ->
                learners
                    .get(name)
                    .begin(
                        terms.stream()
                            .map(
                                term ->
                                    headWeights.apply(term, learners.get(name).network().plan()))
                            .toList(),
                        settings,
                        task.settings().gradients(),
                        optimizer(stage),
                        rates(name, stage)));
  }

  private void run(Stage stage, long begin, long stageSteps, CheckpointTimer timer) {
    if (step == begin + stageSteps) {
      return;
    }
    StageSources sources = StageSources.of(stage);
    task.outputs()
        .ifPresent(all -> all.prepare(sources.teacher(), train, order().next(task.steps())));
    StageSources onHost = sources.withTeacher(teacherOnHost(stage, sources));
    Schedule schedule = stage.schedule().orElse(task.settings().schedule());
    for (long i = step - begin; i < stageSteps; i++) {
      if (i > 0 && thaws()) {
        LearnerTraining learner = learners.get(DistillationPlan.STUDENT);
        learner.train(optimizer(stage), rates(DistillationPlan.STUDENT, stage));
      }
      int[] samples = order.next();
      step(stage, samples, onHost, new Progress(i, stageSteps, schedule.factor(i, stageSteps)));
      step++;
      if (order.passComplete() || i == stageSteps - 1) {
        endEpoch(stage);
      }
      if (timer.due(step, step == task.steps())) {
        timer.save(state(stage, i < stageSteps - 1));
      }
    }
  }

  /**
   * The state after a step.
   *
   * @param running whether the stage goes on
   */
  private TrainingState state(Stage stage, boolean running) {
    StateWriter state = new StateWriter();
    collect(stage);
    state.text("epoch", epoch);
    state.numbers("seconds", seconds());
    WeightState.write(lastGood.weights(), state.in("last good"));
    reports.write(state.in("reports"));
    validation.write(state.in("best"));
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
    if (saved.step() == begin) {
      step = begin;
      read(stage, saved, false);
      begin(stage);
      return;
    }
    // Nodes that join with the next step do so there, by an optimizer that starts anew.
    step = Math.min(saved.step(), end) - 1;
    begin(stage);
    step++;
    if (saved.step() < end || end == task.steps()) {
      read(stage, saved, saved.step() < end);
    }
  }

  private void read(Stage stage, TrainingState saved, boolean running) {
    StateReader state = new StateReader(saved);
    epoch = (int) state.count("epoch");
    secondsBefore = state.number("seconds");
    lastGood =
        new SavedNetwork(
            lastGood.plan(), WeightState.read(lastGood.weights(), state.in("last good")));
    reports.read(state.in("reports"));
    validation.read(state.in("best"), student.network(), snapshots());
    learners.forEach(
        (name, learner) ->
            learner.read(state.in("learner " + name), running && stage.terms().containsKey(name)));
    for (long i = 0; i < step; i++) {
      order.next();
    }
  }

  private Optimizer optimizer(Stage stage) {
    return stage.optimizer().orElse(task.settings().optimizer());
  }

  /** What each node's learning rate is multiplied by at the present step. */
  private ToDoubleFunction<String> rates(String learner, Stage stage) {
    return NodeRates.of(
        learner, stage, task.settings(), tuning -> step < thawStep(tuning) ? 0 : tuning.rate());
  }

  /** Whether nodes of the student join at the present step. */
  private boolean thaws() {
    return task.settings().nodes().stream().anyMatch(tuning -> thawStep(tuning) == step);
  }

  private long thawStep(NodeTuning tuning) {
    return tuning.frozenEpochs() * order.batches();
  }

  /** The outputs of the teacher that are wanted in the host's memory, or asked for each time. */
  private Set<String> teacherOnHost(Stage stage, StageSources sources) {
    Set<String> names = new TreeSet<>(sources.teacher());
    names.removeIf(
        name ->
            task.outputs().filter(outputs -> outputs.isKept(name)).isPresent()
                && stage.terms().keySet().stream()
                    .noneMatch(learner -> learners.get(learner).needsOnHost(name)));
    return names;
  }

  private void step(Stage stage, int[] samples, StageSources sources, Progress progress) {
    DeviceTensor batchInputs = inputs.load(samples);
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
            samples,
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
        throw diverged(term, name);
      }
    }
  }

  private void collect(Stage stage) {
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      try {
        learners.get(name).collect();
      } catch (NonFiniteTerm term) {
        throw diverged(term, name);
      }
    }
  }

  private void endEpoch(Stage stage) {
    collect(stage);
    learners.forEach(
        (name, learner) -> {
          if (!Double.isFinite(learner.network().parameters().norm())
              || !Double.isFinite(learner.network().buffers().norm())) {
            throw diverged("a weight" + ofLearner(name), step, new int[0]);
          }
        });
    epoch++;
    lastGood = student.snapshot();
    Map<String, Metrics> measured =
        validation.measure(student.network(), step, epoch, this::snapshots);
    reports.epoch(stage, epoch, step, measured);
  }

  private Map<String, SavedNetwork> snapshots() {
    Map<String, SavedNetwork> snapshots = new LinkedHashMap<>();
    learners.forEach((name, learner) -> snapshots.put(name, learner.pruned()));
    return snapshots;
  }

  private String ofLearner(String name) {
    return LearnerTraining.phrase(name, learners.size());
  }

  private DivergedException diverged(NonFiniteTerm term, String learner) {
    return diverged(
        term.getMessage() + ofLearner(learner), term.step().number(), term.step().samples());
  }

  private DivergedException diverged(String what, long at, int[] samples) {
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < Math.min(5, samples.length); i++) {
      first.add(samples[i]);
    }
    return new DivergedException(
        "Training '"
            + task.name()
            + "' (seed "
            + task.seed()
            + ") stopped at step "
            + at
            + " of "
            + task.steps()
            + ": "
            + what
            + " is not finite"
            + (first.isEmpty()
                ? ""
                : " for the batch of " + samples.length + " training samples that starts " + first)
            + ". Lower the learning rate, set clip-norm, or look for values that are not numbers in"
            + " the data. The last good weights are those "
            + (epoch == 0 ? "before the first step" : "of epoch " + epoch),
        lastGood);
  }

  /** Where a stage is, and the factor of the learning rate there. */
  private record Progress(long step, long steps, double rate) {}
}
