package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** One network that learns: its compiled form, its terms and its optimizer's memory. */
final class LearnerTraining implements AutoCloseable {
  private final String name;
  private final Network network;
  private final GradientAdjustment adjustment;
  private final long seed;
  private final ComputeBackend backend;
  private final TermGradients gradients;
  private final Map<CriterionOf, CriterionState> criteria = new LinkedHashMap<>();
  private final DeviceTerms deviceTerms;
  private final ResidentTargets targets;
  private final Optional<RowWeights> weights;
  private final Replicas replicas;
  private List<ParameterGroup> groups = List.of();
  private StageTerms stage;
  private GradientWatch watch;
  private FrozenStatistics frozen = FrozenStatistics.none();
  private Optimizer.Session session;

  LearnerTraining(
      String name,
      ComputeBackend backend,
      NetworkPlan plan,
      Set<String> taps,
      ResidentTargets targets,
      Optional<RowWeights> weights,
      TrainingSettings settings,
      long seed,
      Weights start,
      Replicas replicas) {
    this.name = name;
    this.replicas = replicas;
    this.deviceTerms = new DeviceTerms(backend, targets);
    this.targets = targets;
    this.weights = weights;
    this.seed = seed;
    this.backend = backend;
    this.gradients = new TermGradients(backend);
    this.network =
        backend.compile(
            plan, new CompileOptions(taps, Seeds.derive(seed, "dropout " + name + ofReplica())));
    this.network.load(WeightInitialization.draw(plan, seed).with(start));
    this.adjustment = new GradientAdjustment(settings);
  }

  /** Masks are drawn by the places of samples in a batch, at which replicas have other samples. */
  private String ofReplica() {
    return replicas.rank() == 0 ? "" : " of replica " + replicas.rank();
  }

  Network network() {
    return network;
  }

  /** The network without the nodes that only serve its training. */
  SavedNetwork pruned() {
    NetworkDescription served = network.plan().description().pruned();
    return new SavedNetwork(
        NetworkPlan.of(served, network.plan().input()), network.weights().only(served));
  }

  /** Names a learner where there are several; a single one is what the training is called by. */
  static String phrase(String learner, int learners) {
    return learners == 1 ? "" : " of learner '" + learner + "'";
  }

  SavedNetwork snapshot() {
    return new SavedNetwork(network.plan(), network.weights());
  }

  /** Its terms in the stage that it has begun. */
  StageTerms terms() {
    return stage;
  }

  /**
   * Starts a stage: other terms, a fresh optimizer. Criteria that go on under the same name keep
   * their parameters and their memory.
   *
   * @param rates the factor of the learning rate for each node, 0 for those that are not trained
   */
  void begin(
      List<Term> stageTerms,
      TermSetting settings,
      GradientCombination combination,
      Optimizer optimizer,
      ToDoubleFunction<String> rates) {
    closeSession();
    closeStage();
    stage =
        new StageTerms(
            name,
            stageTerms.stream().map(term -> evaluation(term, settings)).toList(),
            combination,
            Seeds.derive(seed, "gradients " + name),
            gradients,
            replicas);
    train(optimizer, rates);
  }

  private TermEvaluation evaluation(Term term, TermSetting settings) {
    CriterionSetting setting =
        settings.of(name, term, Seeds.derive(seed, "criterion " + name + " " + term.name()));
    CriterionState state =
        criteria.computeIfAbsent(
            new CriterionOf(term.name(), term.criterion()),
            key -> new CriterionState(term.criterion().start(setting), backend));
    replicas.requireForgetful(term, state);
    // No kernel knows of weights, or of samples elsewhere.
    Optional<DeviceTerm> device =
        weights.isPresent() || replicas.sumsGradients()
            ? Optional.empty()
            : deviceTerms.of(term, setting);
    return new TermEvaluation(term, setting, state, device, targets, weights);
  }

  /** Goes on with the same terms and a fresh optimizer for other nodes. */
  void train(Optimizer optimizer, ToDoubleFunction<String> rates) {
    closeSession();
    TrainedParameters trained = new TrainedParameters(network, stage.objectives(), rates);
    groups = new ArrayList<>(trained.groups());
    stage.terms().forEach(term -> term.state().trained().ifPresent(groups::add));
    stage.train(network, trained.shared());
    watch = new GradientWatch(network, trained.nodes());
    session = optimizer.start(groups);
    frozen = FrozenStatistics.of(network, rates);
  }

  Activations forward(DeviceTensor batchInputs) {
    Activations activations = network.forward(batchInputs, Mode.TRAINING);
    frozen.restore();
    return activations;
  }

  /**
   * One optimizer step, whose first evaluation uses the forward pass already made. Further ones are
   * trials: they leave the running statistics and the report alone, and may fail.
   */
  void step(StepContext context, double rateFactor) {
    stage.keep(context);
    session.step(new StepObjective(context), rateFactor);
    stage.remember(context);
  }

  /** What a step minimises. */
  private final class StepObjective implements Objective {
    private final StepContext context;
    private boolean trial;

    StepObjective(StepContext context) {
      this.context = context;
    }

    @Override
    public double evaluate() {
      return next().getAsDouble();
    }

    @Override
    public void differentiate() {
      next();
    }

    private DoubleSupplier next() {
      if (trial) {
        context.activations().put(name, tryForward(context.inputs()));
      }
      boolean again = trial;
      trial = true;
      return LearnerTraining.this.evaluate(context, again);
    }
  }

  private Activations tryForward(DeviceTensor batchInputs) {
    try (Vector statistics = network.buffers().like()) {
      statistics.assign(network.buffers());
      Activations activations = forward(batchInputs);
      network.buffers().assign(statistics);
      return activations;
    }
  }

  /** Fills the gradients; ask for the value before weights change. */
  private DoubleSupplier evaluate(StepContext context, boolean trial) {
    StageTerms.Evaluated own = stage.evaluate(context, trial);
    StageTerms.Evaluated evaluated = replicas.sumsGradients() ? sum(own, context, trial) : own;
    if (!evaluated.differentiated()) {
      return evaluated.value();
    }
    if (!trial) {
      watch.step();
    }
    adjustment.apply(groups);
    return () -> evaluated.value().getAsDouble() + adjustment.penalty(groups);
  }

  /** Sums gradients over all replicas; running statistics become those of all samples. */
  private StageTerms.Evaluated sum(StageTerms.Evaluated own, StepContext context, boolean trial) {
    ReplicaSum sum = replicas.sum();
    for (ParameterGroup group : groups) {
      if (!own.differentiated()) {
        group.gradients().fill(0);
      }
      sum.add(1, group.gradients());
    }
    if (!trial) {
      Replicas.Share share = context.share();
      double part = share.idle() ? 0 : (double) share.samples().length / share.batch().length;
      sum.add(part, network.buffers());
    }
    return stage.sum(sum, context, trial);
  }

  /** Replaces all that replicas have come to by themselves by the mean over all of them. */
  void average() {
    ReplicaSum sum = replicas.sum();
    double factor = replicas.mean();
    sum.add(factor, network.parameters()).add(factor, network.buffers());
    for (CriterionState criterion : criteria.values()) {
      criterion.trained().ifPresent(group -> sum.add(factor, group.values()));
    }
    Optimizer.State memory = session.state();
    Map<String, float[]> mean = new TreeMap<>(memory.vectors());
    mean.forEach((vector, values) -> sum.add(factor, values, all -> mean.put(vector, all)));
    stage.average(sum);
    session.restore(new Optimizer.State(memory.step(), mean));
  }

  /**
   * The nodes whose weights got no gradient in the epoch that ends, though a term had one at an
   * output that depends on them. Terms that are satisfied have none. Each is told of once a stage.
   */
  Set<String> silentNodes() {
    Set<String> silent = watch.endEpoch();
    silent.retainAll(network.plan().description().ancestors(stage.tapsWithGradient()));
    watch.forget(silent);
    return silent;
  }

  /**
   * Adds this learner to the state of a training.
   *
   * @param running whether its stage goes on; otherwise the next one starts a fresh optimizer
   */
  void write(StateWriter state, boolean running) {
    WeightState.write(network.weights(), state.in("weights"));
    state.text("passes", network.trainingPasses());
    int number = 0;
    for (CriterionState criterion : criteria.values()) {
      criterion.write(state.in("criterion " + number++));
    }
    if (running) {
      Optimizer.State memory = session.state();
      state.text("optimizer", memory.step());
      memory.vectors().forEach(state.in("optimizer")::vector);
      watch.write(state.in("watch"));
      stage.write(state);
    }
  }

  /**
   * Goes back to a state.
   *
   * @param running as when it was written; the same stage has begun then
   */
  void read(StateReader state, boolean running) {
    network.load(WeightState.read(network.weights(), state.in("weights")));
    network.trainingPasses(state.count("passes"));
    int number = 0;
    for (CriterionState criterion : criteria.values()) {
      criterion.read(state.in("criterion " + number++));
    }
    if (running) {
      try {
        session.restore(
            new Optimizer.State(state.count("optimizer"), state.in("optimizer").vectors()));
        stage.read(state);
      } catch (IllegalArgumentException foreign) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The training cannot go on with another optimizer than it began with ("
                + foreign.getMessage()
                + "); change the settings of that one, not its kind",
            foreign);
      }
      watch.read(state.in("watch"));
    }
    frozen.keep();
  }

  private void closeStage() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
      frozen.close();
    }
  }

  @Override
  public void close() {
    closeSession();
    closeStage();
    gradients.close();
    criteria.values().forEach(CriterionState::close);
    deviceTerms.close();
    network.close();
  }

  /** A criterion and the term that it belongs to. */
  private record CriterionOf(String term, Criterion criterion) {}
}
