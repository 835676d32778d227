package io.retort.core.training;

import io.retort.core.Seeds;
import io.retort.core.Warning;
import io.retort.core.backend.Activations;
import io.retort.core.backend.InputLoader;
import io.retort.core.data.Samples;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The steps of one training. */
final class TrainingLoop {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final TermSetting settings;
  private final HeadWeights headWeights;
  private final Map<String, Shape> teacherShapes = new HashMap<>();
  private final TrainingListener listener;
  private final MetricSet metrics;
  private final LearnerTraining student;
  private final Samples train;
  private final BatchOrder order;
  private final InputLoader inputs;
  private final Map<Integer, Map<String, Tensor>> answers = new HashMap<>();
  private final Map<TargetSource.Peer, Map<Integer, DeviceTensor>> peerOutputs = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private final long started = System.nanoTime();

  private SavedNetwork lastGood;
  private Map<String, SavedNetwork> best = Map.of();
  private Metrics bestScore;
  private int bestEpoch;
  private int epoch;
  private long step;
  private long epochStarted = System.nanoTime();
  private long lastValidation;

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
    this.listener = listener;
    this.metrics = metrics;
    this.student = learners.get(DistillationPlan.STUDENT);
    this.train = task.data().train();
    this.order =
        new BatchOrder(
            train,
            task.settings().batch(),
            task.settings().dropLast(),
            Seeds.derive(task.seed(), "order of samples"));
    teacher.forEach(output -> teacherShapes.put(output.name(), output.shape()));
    this.lastGood = student.snapshot();
  }

  private static Map<String, NetworkPlan> plans(Map<String, LearnerTraining> learners) {
    Map<String, NetworkPlan> plans = new HashMap<>();
    learners.forEach((name, learner) -> plans.put(name, learner.network().plan()));
    return plans;
  }

  TrainingResult run() {
    try {
      List<Stage> stages = task.plan().stages();
      double shares = 0;
      for (int i = 0; i < stages.size(); i++) {
        shares += stages.get(i).share();
        // Every stage gets a step, however small its share, and the last one ends the training.
        long latest = task.steps() - (stages.size() - 1 - i);
        long end = i == stages.size() - 1 ? latest : Math.round(shares * task.steps());
        run(stages.get(i), Math.max(step + 1, Math.min(end, latest)) - step);
      }
      task.outputs().ifPresent(TeacherOutputs::verify);
      boolean keepBest = task.settings().keep() == TrainingSettings.Keep.BEST;
      Map<String, SavedNetwork> networks = keepBest ? best : snapshots();
      return new TrainingResult(
          networks, step, keepBest ? bestEpoch : epoch, (System.nanoTime() - started) / 1e9);
    } finally {
      answers.values().forEach(tensors -> tensors.values().forEach(Tensor::close));
      peerOutputs.values().forEach(sizes -> sizes.values().forEach(copy -> copy.values().close()));
    }
  }

  private void run(Stage stage, long stageSteps) {
    Set<String> wanted = wanted(stage);
    task.outputs().ifPresent(all -> all.prepare(wanted));
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
    Schedule schedule = stage.schedule().orElse(task.settings().schedule());
    for (long i = 0; i < stageSteps; i++) {
      if (i > 0 && thaws()) {
        LearnerTraining learner = learners.get(DistillationPlan.STUDENT);
        learner.train(optimizer(stage), rates(DistillationPlan.STUDENT, stage));
      }
      int[] samples = order.next();
      step(stage, samples, wanted, new Progress(i, stageSteps, schedule.factor(i, stageSteps)));
      step++;
      if (order.passComplete() || i == stageSteps - 1) {
        endEpoch(stage);
      }
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

  private void step(Stage stage, int[] samples, Set<String> wanted, Progress progress) {
    DeviceTensor batchInputs = inputs.load(samples);
    Map<String, Tensor> teacher = teacher(samples, batchInputs, wanted);
    boolean[] labelled = new boolean[samples.length];
    for (int row = 0; row < samples.length; row++) {
      labelled[row] = task.labelled().get(samples[row]);
    }
    Map<String, Activations> activations = new HashMap<>();
    for (String name : forwarded(stage)) {
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
            peers(stage, activations),
            step + 1,
            progress.step(),
            progress.steps());
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      try {
        learners.get(name).step(context, progress.rate());
      } catch (LearnerTraining.NonFiniteTerm term) {
        throw diverged(term, name);
      }
    }
  }

  private Map<String, Tensor> teacher(int[] samples, DeviceTensor batchInputs, Set<String> wanted) {
    if (task.outputs().isEmpty() || wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, Tensor> destinations =
        answers.computeIfAbsent(samples.length, size -> new HashMap<>());
    for (String name : wanted) {
      destinations.computeIfAbsent(
          name, output -> Tensor.allocate(teacherShapes.get(output).batch(samples.length)));
    }
    Map<String, Tensor> chosen = new HashMap<>(destinations);
    chosen.keySet().retainAll(wanted);
    task.outputs().get().gather(train, samples, batchInputs, chosen);
    return chosen;
  }

  /**
   * Copies of what terms see of other learners: a learner's step may run its network again, but all
   * learners are to see the others as they were before the step.
   */
  private Map<TargetSource.Peer, DeviceTensor> peers(
      Stage stage, Map<String, Activations> activations) {
    Map<TargetSource.Peer, DeviceTensor> seen = new HashMap<>();
    for (TargetSource.Peer peer : peers(stage)) {
      DeviceTensor said = activations.get(peer.learner()).get(peer.tap());
      DeviceTensor copy =
          peerOutputs
              .computeIfAbsent(peer, key -> new HashMap<>())
              .computeIfAbsent(
                  said.shape().extent(0),
                  size -> new DeviceTensor(said.shape(), said.values().like()));
      copy.values().assign(said.values());
      seen.put(peer, copy);
    }
    return seen;
  }

  private static Set<TargetSource.Peer> peers(Stage stage) {
    Set<TargetSource.Peer> peers = new HashSet<>();
    for (List<Term> terms : stage.terms().values()) {
      for (Term term : terms) {
        for (TargetSource target : term.targets()) {
          if (target instanceof TargetSource.Peer peer) {
            peers.add(peer);
          }
        }
      }
    }
    return peers;
  }

  /** The learners of a stage, and the peers that they look at. */
  private static Set<String> forwarded(Stage stage) {
    Set<String> names = new TreeSet<>(stage.terms().keySet());
    peers(stage).forEach(peer -> names.add(peer.learner()));
    return names;
  }

  private static Set<String> wanted(Stage stage) {
    Set<String> wanted = new TreeSet<>();
    for (List<Term> terms : stage.terms().values()) {
      for (Term term : terms) {
        for (TargetSource target : term.targets()) {
          target.accept(new TeacherOutputName()).ifPresent(wanted::add);
        }
      }
    }
    return wanted;
  }

  private void endEpoch(Stage stage) {
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      try {
        learners.get(name).collect();
      } catch (LearnerTraining.NonFiniteTerm term) {
        throw diverged(term, name);
      }
    }
    learners.forEach(
        (name, learner) -> {
          if (!Double.isFinite(learner.network().parameters().norm())
              || !Double.isFinite(learner.network().buffers().norm())) {
            throw diverged("a weight" + ofLearner(name), step, new int[0]);
          }
        });
    epoch++;
    lastGood = student.snapshot();
    Map<String, Metrics> validation = Map.of();
    boolean last = step == task.steps();
    long interval =
        (task.steps() + task.settings().validations() - 1) / task.settings().validations();
    if (last || step - lastValidation >= interval) {
      lastValidation = step;
      task.outputs().ifPresent(TeacherOutputs::verify);
      validation =
          Evaluation.of(student.network(), task.data().validation(), task.data().heads(), metrics);
      keepIfBest(validation.get(metrics.deciding(task.data().heads()).name()));
    }
    stage.terms().keySet().forEach(this::warnOfSilence);
    Map<String, List<EpochReport.TermReport>> terms = new TreeMap<>();
    stage
        .terms()
        .keySet()
        .forEach(
            name ->
                terms.put(
                    name,
                    learners.get(name).terms().stream().map(TermEvaluation::report).toList()));
    long now = System.nanoTime();
    listener.epoch(
        new EpochReport(
            task.name(),
            task.seed(),
            stage.name(),
            epoch,
            step,
            task.steps(),
            terms,
            validation,
            (now - epochStarted) / 1e9));
    epochStarted = now;
  }

  private void warnOfSilence(String learner) {
    for (String node : learners.get(learner).silentNodes()) {
      if (silent.add(learner + "/" + node)) {
        listener.warning(
            new Warning(
                "no-gradient",
                task.name() + ofLearner(learner) + ", layer '" + node + "'",
                // Without the epoch and the seed: all seeds say it in the same words.
                "its weights got no gradient for an epoch, so that it learns nothing; lower the"
                    + " learning rate, or choose an activation that is nowhere flat, such as"
                    + " leaky-relu, for the layers after"
                    + " it"));
      }
    }
  }

  private void keepIfBest(Metrics score) {
    if (task.settings().keep() == TrainingSettings.Keep.BEST
        && (bestScore == null || score.betterThan(bestScore))) {
      bestScore = score;
      bestEpoch = epoch;
      best = snapshots();
    }
  }

  private Map<String, SavedNetwork> snapshots() {
    Map<String, SavedNetwork> snapshots = new LinkedHashMap<>();
    learners.forEach((name, learner) -> snapshots.put(name, Trainer.pruned(learner.snapshot())));
    return snapshots;
  }

  private String ofLearner(String name) {
    return Trainer.ofLearner(name, learners.size());
  }

  private DivergedException diverged(LearnerTraining.NonFiniteTerm term, String learner) {
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
