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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** One network that learns: its compiled form, its objective and its optimizer's memory. */
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
  private List<TermEvaluation> terms = List.of();
  private List<ParameterGroup> groups = List.of();

  /** What each objective's terms look at. */
  private List<List<String>> taps = List.of();

  private GradientCombination.Session combining;
  private ObjectiveGradients objectives;
  private GradientWatch watch;
  private FrozenStatistics frozen = FrozenStatistics.none();
  private Optimizer.Session session;

  LearnerTraining(
      String name,
      ComputeBackend backend,
      NetworkPlan plan,
      Set<String> taps,
      ResidentTargets targets,
      TrainingSettings settings,
      long seed,
      Weights start) {
    this.name = name;
    this.deviceTerms = new DeviceTerms(backend, targets);
    this.targets = targets;
    this.seed = seed;
    this.backend = backend;
    this.gradients = new TermGradients(backend);
    this.network =
        backend.compile(plan, new CompileOptions(taps, Seeds.derive(seed, "dropout " + name)));
    this.network.load(WeightInitialization.draw(plan, seed).with(start));
    this.adjustment = new GradientAdjustment(settings);
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

  List<TermEvaluation> terms() {
    return terms;
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
    terms.forEach(TermEvaluation::close);
    terms = stageTerms.stream().map(term -> evaluation(term, settings)).toList();
    taps = objectiveTaps(stageTerms);
    combining =
        combination.start(
            taps.stream().map(ObjectiveGradients::name).toList(),
            Seeds.derive(seed, "gradients " + name));
    train(optimizer, rates);
  }

  private TermEvaluation evaluation(Term term, TermSetting settings) {
    CriterionSetting setting =
        settings.of(name, term, Seeds.derive(seed, "criterion " + name + " " + term.name()));
    CriterionState state =
        criteria.computeIfAbsent(
            new CriterionOf(term.name(), term.criterion()),
            key -> new CriterionState(term.criterion().start(setting), backend));
    return new TermEvaluation(term, setting, state, deviceTerms.of(term, setting), targets);
  }

  /**
   * The taps whose terms are objectives. One with nothing but weights of 0 is none: a gradient that
   * is always 0 would be the compromise of all for a combination that looks for one.
   */
  private static List<List<String>> objectiveTaps(List<Term> terms) {
    List<List<String>> weighed =
        terms.stream().filter(term -> term.weight() != 0).map(Term::taps).distinct().toList();
    return weighed.isEmpty() ? terms.stream().map(Term::taps).distinct().toList() : weighed;
  }

  /** Goes on with the same terms and a fresh optimizer for other nodes. */
  void train(Optimizer optimizer, ToDoubleFunction<String> rates) {
    closeSession();
    TrainedParameters trained = new TrainedParameters(network, taps, rates);
    groups = new ArrayList<>(trained.groups());
    terms.forEach(term -> term.state().trained().ifPresent(groups::add));
    objectives = new ObjectiveGradients(network, taps, combining, trained.shared());
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
    for (TermEvaluation term : terms) {
      term.keep(outputs(term, context));
    }
    session.step(new StepObjective(context), rateFactor);
    terms.forEach(term -> term.remember(context));
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

  private List<DeviceTensor> outputs(TermEvaluation evaluation, StepContext context) {
    Activations activations = context.activations().get(name);
    return evaluation.term().taps().stream().map(activations::get).toList();
  }

  /** Fills the gradients; ask for the value before weights change. */
  private DoubleSupplier evaluate(StepContext context, boolean trial) {
    List<List<DoubleSupplier>> values = taps.stream().map(LearnerTraining::noValues).toList();
    List<Map<String, DeviceTensor>> tapGradients =
        taps.stream().map(LearnerTraining::none).toList();
    for (TermEvaluation evaluation : terms) {
      Term term = evaluation.term();
      List<DeviceTensor> student = outputs(evaluation, context);
      List<DeviceTensor> own = gradients.of(term, student);
      DoubleSupplier value = evaluation.evaluate(student, context, own, !trial);
      if (!evaluation.isDeferred() && !Double.isFinite(value.getAsDouble())) {
        if (trial) {
          return value;
        }
        throw evaluation.nonFinite(context);
      }
      int objective = taps.indexOf(term.taps());
      if (objective < 0) {
        continue;
      }
      values.get(objective).add(value);
      for (int i = 0; i < own.size(); i++) {
        ObjectiveGradients.accumulate(tapGradients.get(objective), term.taps().get(i), own.get(i));
      }
    }
    List<DoubleSupplier> sums = values.stream().map(LearnerTraining::sum).toList();
    double[] weights = objectives.backward(sums, tapGradients, context, trial);
    for (TermEvaluation evaluation : terms) {
      int objective = taps.indexOf(evaluation.term().taps());
      evaluation.state().hand(objective < 0 ? 0 : weights[objective]);
    }
    if (!trial) {
      watch.step();
    }
    adjustment.apply(groups);
    return () -> total(weights, sums);
  }

  private double total(double[] weights, List<DoubleSupplier> values) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] * values.get(i).getAsDouble();
    }
    return total + adjustment.penalty(groups);
  }

  private static DoubleSupplier sum(List<DoubleSupplier> values) {
    return () -> {
      double sum = 0;
      for (DoubleSupplier value : values) {
        sum += value.getAsDouble();
      }
      return sum;
    };
  }

  private static List<DoubleSupplier> noValues(List<String> objective) {
    return new ArrayList<>();
  }

  private static Map<String, DeviceTensor> none(List<String> objective) {
    return new HashMap<>();
  }

  /**
   * The nodes whose weights got no gradient in the epoch that ends, though a term had one at an
   * output that depends on them. Terms that are satisfied have none. Each is told of once a stage.
   */
  Set<String> silentNodes() {
    List<String> heard =
        terms.stream()
            .filter(TermEvaluation::hasGradient)
            .flatMap(evaluation -> evaluation.term().taps().stream())
            .toList();
    Set<String> silent = watch.endEpoch();
    silent.retainAll(network.plan().description().ancestors(heard));
    watch.forget(silent);
    return silent;
  }

  /** Whether a term that is evaluated in the host's memory looks at an output of the teacher. */
  boolean needsOnHost(String output) {
    return terms.stream()
        .filter(evaluation -> !evaluation.isDeferred())
        .flatMap(evaluation -> evaluation.term().targets().stream())
        .anyMatch(target -> target.accept(new TeacherOutputName()).equals(Optional.of(output)));
  }

  /** Waits for what the terms of an epoch have found where the backend computes. */
  void collect() {
    terms.forEach(TermEvaluation::collect);
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
      combining.state().forEach(state.in("gradients")::numbers);
      watch.write(state.in("watch"));
      for (int i = 0; i < terms.size(); i++) {
        terms.get(i).write(state.in("term " + i));
      }
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
        combining.restore(state.in("gradients").numbers());
      } catch (IllegalArgumentException foreign) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The training cannot go on with another optimizer than it began with ("
                + foreign.getMessage()
                + "); change the settings of that one, not its kind",
            foreign);
      }
      watch.read(state.in("watch"));
      for (int i = 0; i < terms.size(); i++) {
        terms.get(i).read(state.in("term " + i));
      }
    }
    frozen.keep();
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
      objectives.close();
      frozen.close();
    }
  }

  @Override
  public void close() {
    closeSession();
    gradients.close();
    criteria.values().forEach(CriterionState::close);
    terms.forEach(TermEvaluation::close);
    deviceTerms.close();
    network.close();
  }

  /** A criterion and the term that it belongs to. */
  private record CriterionOf(String term, Criterion criterion) {}
}
