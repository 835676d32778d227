package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InputLoader;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Trains the learners of a plan, stage by stage. */
public final class Trainer {
  private final ComputeBackend backend;
  private final TrainingListener listener;
  private final MetricSet metrics;

  /** What was found to fit: the seeds of one plan are not checked again. */
  private final Set<Checked> checked;

  /**
   * A trainer.
   *
   * @param backend computes
   * @param listener is told of every epoch
   * @param metrics what is measured on validation samples, and by what the best epoch is found
   */
  public Trainer(ComputeBackend backend, TrainingListener listener, MetricSet metrics) {
    this(backend, listener, metrics, ConcurrentHashMap.newKeySet());
  }

  private Trainer(
      ComputeBackend backend, TrainingListener listener, MetricSet metrics, Set<Checked> checked) {
    this.backend = backend;
    this.listener = listener;
    this.metrics = metrics;
    this.checked = checked;
  }

  /**
   * The same trainer with another listener.
   *
   * @param other is told of every epoch
   * @return a trainer that computes and measures as this one does
   */
  public Trainer with(TrainingListener other) {
    return new Trainer(backend, other, metrics, checked);
  }

  /**
   * Checks without training that a plan can be carried out: the networks fit the data, the terms
   * their losses and the shapes of what they compare, and everything that is asked of learners and
   * teacher exists.
   *
   * @param name what is trained, as {@link TrainingTask#name()}
   * @param plan the plan
   * @param data the samples
   * @param teacher what the teacher can say
   * @param settings how the student is trained
   * @param listener is told of what is allowed but likely a mistake
   * @throws io.retort.core.RetortException for the first thing that does not fit
   */
  public static void check(
      String name,
      DistillationPlan plan,
      TrainingData data,
      List<TeacherOutput> teacher,
      TrainingSettings settings,
      TrainingListener listener) {
    checkTuning(plan, data, settings);
    HeadWeights.requireHeads(settings.headWeights(), data.heads());
    ClassWeights.require(settings, data.heads());
    if (data.train().views().isEmpty()) {
      settings.augmented(data);
    }
    settings.stepsPerEpoch(data.train());
    int samples = BatchOrder.pass(data.train());
    Map<String, NetworkPlan> plans = plans(plan, data);
    TrainingMemory.require(plan, plans, samples, settings);
    plans.forEach(
        (learner, network) ->
            BatchNormAdvice.of(
                    name + LearnerTraining.phrase(learner, plans.size()),
                    network,
                    settings,
                    samples)
                .ifPresent(listener::warning));
    TermTrial trial =
        new TermTrial(new TermSetting(plans, new TargetKinds(data.heads(), teacher), samples));
    for (Stage stage : plan.stages()) {
      stage
          .terms()
          .forEach(
              (learner, terms) ->
                  terms.forEach(
                      term -> {
                        requireRelated(term, settings);
                        requireUnrelated(term, settings, data);
                        trial.run(learner, term);
                      }));
      stage
          .trained()
          .forEach(
              (learner, nodes) ->
                  TermSetting.requireNodes(
                      plan.learners().get(learner), nodes, "Stage '" + stage.name() + "' trains"));
    }
  }

  /**
   * Trains.
   *
   * @param task what to train
   * @return the trained networks
   * @throws DivergedException if something is not finite
   * @throws io.retort.core.RetortException if the task does not fit together
   */
  public TrainingResult train(TrainingTask task) {
    return train(task, TrainingCheckpoints.NONE);
  }

  /**
   * Trains, from where an interrupted training of the same task has saved its state.
   *
   * @param task what to train
   * @param checkpoints where its state is kept; the same task gives the same bits, whether it was
   *     interrupted or not
   * @return the trained networks
   * @throws DivergedException if something is not finite
   * @throws io.retort.core.RetortException if the task does not fit together
   */
  public TrainingResult train(TrainingTask task, TrainingCheckpoints checkpoints) {
    return train(task, checkpoints, Replication.NONE);
  }

  /**
   * Trains one replica of a training that goes on in several places at once.
   *
   * @param task what to train, the same in all places
   * @param checkpoints where the state is kept, which all replicas go on from; that of any of them
   *     is the state of all
   * @param replication the replicas
   * @return the trained networks, the same in all places
   * @throws DivergedException if something is not finite
   * @throws io.retort.core.RetortException if the task does not fit together, or cannot be shared
   */
  public TrainingResult train(
      TrainingTask task, TrainingCheckpoints checkpoints, Replication replication) {
    Replicas replicas = new Replicas(replication);
    replicas.require(task);
    List<TeacherOutput> outputs = task.outputs().map(TeacherOutputs::outputs).orElse(List.of());
    Checked all = Checked.of(task, outputs);
    if (!checked.contains(all)) {
      check(task.name(), task.plan(), task.data(), outputs, task.settings(), listener);
      checked.add(all);
    }
    if (task.settings().keep() == TrainingSettings.Keep.BEST
        && metrics.compared(metrics.deciding(task.data().heads())).isEmpty()) {
      throw new IllegalArgumentException(
          "The best epoch cannot be found without a metric for the head '"
              + metrics.deciding(task.data().heads()).name()
              + "'");
    }
    Map<String, LearnerTraining> learners = new TreeMap<>();
    Optional<PreparedOutputs> teacher =
        task.outputs().map(asked -> new PreparedOutputs(asked, listener));
    Optional<RowWeights> weights = RowWeights.of(task);
    try (InputLoader inputs = backend.inputs(task.data().train(), task.data().inputShape());
        ResidentTargets targets =
            new ResidentTargets(backend, task.data().train(), task.labelled(), teacher)) {
      plans(task.plan(), task.data())
          .forEach(
              (name, plan) ->
                  learners.put(name, learner(name, plan, targets, weights, task, replicas)));
      return new TrainingLoop(task, learners, outputs, teacher, inputs, listener, metrics, replicas)
          .run(checkpoints);
    } finally {
      learners.values().forEach(LearnerTraining::close);
      teacher.ifPresent(PreparedOutputs::close);
    }
  }

  /**
   * A student as its training would begin, which is all there is of one that has nothing to learn.
   *
   * @param student the network
   * @param seed the seed of the training
   * @param start weights that it starts from, by array; what is not among them is drawn
   * @return the network with the weights of its first step
   */
  public static TrainingResult untrained(NetworkPlan student, long seed, Weights start) {
    SavedNetwork network =
        new SavedNetwork(student, WeightInitialization.draw(student, seed).with(start));
    return new TrainingResult(Map.of(DistillationPlan.STUDENT, network), 0, 0, Map.of(), 0);
  }

  /** What compares the samples of a batch with each other learns nothing from a batch of one. */
  private static void requireRelated(Term term, TrainingSettings settings) {
    if (term.criterion().relatesSamples() && settings.batch() == 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The term '"
              + term.name()
              + "' compares the samples of a batch with each other, but the training's 'batch' is"
              + " 1; make it larger");
    }
  }

  /** What compares samples with each other is no mean in which samples could have weights. */
  private static void requireUnrelated(Term term, TrainingSettings settings, TrainingData data) {
    boolean weighted =
        data.train().weights().isPresent()
            || settings.balanceClasses()
            || !settings.classWeights().isEmpty();
    if (weighted && term.criterion().relatesSamples()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The term '"
              + term.name()
              + "' compares the samples of a batch with each other, so that they cannot have"
              + " weights; choose another loss, or leave out the weights of samples and classes");
    }
  }

  private static void checkTuning(
      DistillationPlan plan, TrainingData data, TrainingSettings settings) {
    NetworkDescription student = plan.learners().get(DistillationPlan.STUDENT);
    Set<String> frozen = new HashSet<>();
    for (NodeTuning tuning : settings.nodes()) {
      TermSetting.requireNodes(
          student, Set.copyOf(tuning.nodes()), "The key 'nodes' of the training names");
      if (tuning.rate() == 0) {
        frozen.addAll(tuning.nodes());
      } else {
        frozen.removeAll(Set.copyOf(tuning.nodes()));
      }
    }
    boolean nothing =
        NetworkPlan.of(student, data.inputShape()).parameters().slices().stream()
            .allMatch(slice -> frozen.contains(slice.node()));
    if (!frozen.isEmpty() && nothing) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The key 'nodes' of the training freezes all nodes that have weights: "
              + frozen
              + "; give at least one of them a rate above 0");
    }
  }

  private LearnerTraining learner(
      String name,
      NetworkPlan plan,
      ResidentTargets targets,
      Optional<RowWeights> weights,
      TrainingTask task,
      Replicas replicas) {
    boolean student = name.equals(DistillationPlan.STUDENT);
    long seed = student ? task.seed() : Seeds.derive(task.seed(), "learner " + name);
    return new LearnerTraining(
        name,
        backend,
        plan,
        taps(name, task.plan()),
        targets,
        weights,
        task.settings(),
        seed,
        student ? task.start() : new Weights(Map.of()),
        replicas);
  }

  private static Map<String, NetworkPlan> plans(DistillationPlan plan, TrainingData data) {
    Map<String, NetworkPlan> plans = new LinkedHashMap<>();
    plan.learners()
        .forEach(
            (name, description) -> {
              NetworkPlan network = NetworkPlan.of(description, data.inputShape());
              TextTokens.require(network, data);
              for (Head head : data.heads()) {
                ValueRange.require(head, description.node(head.output(network)));
              }
              plans.put(name, network);
            });
    return plans;
  }

  /** The nodes of a learner that its own terms or those of its peers look at. */
  private static Set<String> taps(String learner, DistillationPlan plan) {
    Set<String> taps = new HashSet<>();
    for (Stage stage : plan.stages()) {
      stage
          .terms()
          .forEach(
              (name, terms) -> {
                for (Term term : terms) {
                  if (name.equals(learner)) {
                    taps.addAll(term.taps());
                  }
                  for (TargetSource target : term.targets()) {
                    target
                        .accept(new PeerOfTarget())
                        .filter(peer -> peer.learner().equals(learner))
                        .ifPresent(peer -> taps.add(peer.tap()));
                  }
                }
              });
    }
    return taps;
  }

  /** All that a check depends on. */
  private record Checked(
      String name,
      DistillationPlan plan,
      List<Head> heads,
      Shape input,
      int samples,
      boolean weighted,
      List<TeacherOutput> teacher,
      TrainingSettings settings) {

    static Checked of(TrainingTask task, List<TeacherOutput> teacher) {
      TrainingData data = task.data();
      return new Checked(
          task.name(),
          task.plan(),
          data.heads(),
          data.inputShape(),
          data.train().size(),
          data.train().weights().isPresent(),
          teacher,
          task.settings());
    }
  }
}
