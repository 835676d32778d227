package io.retort.core.training;

import io.retort.core.Seeds;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** One network that learns: its compiled form, its objective and its optimizer's memory. */
final class LearnerTraining implements AutoCloseable {
  private final String name;
  private final Network network;
  private final GradientAdjustment adjustment;
  private final long seed;
  private final Map<String, Map<Integer, Tensor>> gradients = new HashMap<>();
  private List<TermEvaluation> terms = List.of();
  private List<ParameterGroup> groups = List.of();
  private List<String> taps = List.of();
  private GradientCombination.Session combining;
  private ObjectiveGradients objectives;
  private GradientWatch watch;
  private List<Vector> frozen = List.of();
  private List<Vector> frozenValues = List.of();
  private Optimizer.Session session;

  LearnerTraining(
      String name,
      ComputeBackend backend,
      NetworkPlan plan,
      Set<String> taps,
      TrainingSettings settings,
      long seed,
      Weights start) {
    this.name = name;
    this.seed = seed;
    this.network =
        backend.compile(plan, new CompileOptions(taps, Seeds.derive(seed, "dropout " + name)));
    this.network.load(WeightInitialization.draw(plan, seed).with(start));
    this.adjustment = new GradientAdjustment(settings);
  }

  Network network() {
    return network;
  }

  SavedNetwork snapshot() {
    return new SavedNetwork(network.plan(), network.weights());
  }

  List<TermEvaluation> terms() {
    return terms;
  }

  /**
   * Starts a stage: other terms, a fresh optimizer.
   *
   * @param rates the factor of the learning rate for each node, 0 for those that are not trained
   */
  void begin(
      List<TermEvaluation> stageTerms,
      GradientCombination combination,
      Optimizer optimizer,
      ToDoubleFunction<String> rates) {
    terms = stageTerms;
    taps = objectiveTaps(terms);
    combining = combination.start(taps, Seeds.derive(seed, "gradients " + name));
    train(optimizer, rates);
  }

  /**
   * The taps whose terms are objectives. One with nothing but weights of 0 is none: a gradient that
   * is always 0 would be the compromise of all for a combination that looks for one.
   */
  private static List<String> objectiveTaps(List<TermEvaluation> terms) {
    List<String> weighed =
        terms.stream()
            .map(TermEvaluation::term)
            .filter(term -> term.weight() != 0)
            .map(Term::tap)
            .distinct()
            .toList();
    return weighed.isEmpty()
        ? terms.stream().map(evaluation -> evaluation.term().tap()).distinct().toList()
        : weighed;
  }

  /** Goes on with the same terms and a fresh optimizer for other nodes. */
  void train(Optimizer optimizer, ToDoubleFunction<String> rates) {
    closeSession();
    groups = groups(rates);
    objectives = new ObjectiveGradients(network, taps, combining, shared(rates));
    watch = new GradientWatch(network, trained(rates));
    session = optimizer.start(groups);
    freeze(rates);
  }

  /** Running statistics of nodes that are not trained stay as they are, as their weights do. */
  private void freeze(ToDoubleFunction<String> rates) {
    frozen =
        network.plan().buffers().slices().stream()
            .filter(slice -> rates.applyAsDouble(slice.node()) == 0)
            .map(slice -> network.buffers().slice(slice.offset(), slice.shape().elements()))
            .toList();
    frozenValues = frozen.stream().map(Vector::like).toList();
    for (int i = 0; i < frozen.size(); i++) {
      frozenValues.get(i).assign(frozen.get(i));
    }
  }

  Activations forward(Tensor batchInputs) {
    Activations activations = network.forward(batchInputs, Mode.TRAINING);
    for (int i = 0; i < frozen.size(); i++) {
      frozen.get(i).assign(frozenValues.get(i));
    }
    return activations;
  }

  /**
   * One optimizer step, whose first evaluation uses the forward pass already made. Further ones are
   * trials: they leave the running statistics and the report alone, and may fail.
   */
  double step(StepContext context, double rateFactor) {
    boolean[] trial = {false};
    return session.step(
        () -> {
          if (trial[0]) {
            context.activations().put(name, tryForward(context.batch().inputs()));
            return evaluate(context, true);
          }
          trial[0] = true;
          return evaluate(context, false);
        },
        rateFactor);
  }

  private Activations tryForward(Tensor batchInputs) {
    try (Vector statistics = network.buffers().like()) {
      statistics.assign(network.buffers());
      Activations activations = forward(batchInputs);
      network.buffers().assign(statistics);
      return activations;
    }
  }

  private double evaluate(StepContext context, boolean trial) {
    Activations activations = context.activations().get(name);
    Map<String, Tensor> tapGradients = new HashMap<>();
    Map<String, Double> values = new HashMap<>();
    for (TermEvaluation evaluation : terms) {
      Term term = evaluation.term();
      Tensor student = activations.get(term.tap());
      Tensor own = gradient(term.tap(), term.name(), student.shape());
      double value = evaluation.evaluate(student, context, own, !trial);
      if (!Double.isFinite(value)) {
        if (trial) {
          return value;
        }
        throw new NonFiniteTerm("the term '" + term.name() + "'");
      }
      if (!taps.contains(term.tap())) {
        continue;
      }
      values.merge(term.tap(), value, Double::sum);
      Tensor first = tapGradients.putIfAbsent(term.tap(), own);
      if (first != null) {
        accumulate(first, own);
      }
    }
    double total = objectives.backward(values, tapGradients, trial);
    if (!trial) {
      watch.step();
    }
    return total + adjustment.apply(groups);
  }

  private Tensor gradient(String tap, String term, Shape shape) {
    return gradients
        .computeIfAbsent(tap + "/" + term, key -> new HashMap<>())
        .computeIfAbsent(shape.extent(0), batch -> Tensor.allocate(shape));
  }

  private static void accumulate(Tensor sum, Tensor more) {
    for (int i = 0; i < sum.shape().elements(); i++) {
      sum.set(i, sum.get(i) + more.get(i));
    }
  }

  /** Ranges of parameters that are trained: weights and others apart, and each rate apart. */
  private List<ParameterGroup> groups(ToDoubleFunction<String> rates) {
    ParameterLayout layout = network.plan().parameters();
    List<ParameterGroup> ranges = new ArrayList<>();
    int start = 0;
    int end = 0;
    double rate = 0;
    for (ParameterSlice slice : layout.slices()) {
      double own = rates.applyAsDouble(slice.node());
      if (own != rate || slice.offset() == layout.penalised()) {
        add(ranges, start, end, rate);
        start = slice.offset();
        rate = own;
      }
      end = slice.offset() + slice.shape().elements();
    }
    add(ranges, start, end, rate);
    return ranges;
  }

  private Set<String> trained(ToDoubleFunction<String> rates) {
    Set<String> nodes = new HashSet<>(network.plan().description().ancestors(taps));
    nodes.removeIf(node -> rates.applyAsDouble(node) == 0);
    return nodes;
  }

  /**
   * The nodes whose weights got no gradient in the epoch that ends, though a term had one at an
   * output that depends on them. Terms that are satisfied have none.
   */
  Set<String> silentNodes() {
    List<String> heard =
        terms.stream()
            .filter(TermEvaluation::hasGradient)
            .map(evaluation -> evaluation.term().tap())
            .toList();
    Set<String> silent = watch.endEpoch();
    silent.retainAll(network.plan().description().ancestors(heard));
    return silent;
  }

  /** What is trained and leads to several objectives, or to the only one. */
  private List<ObjectiveGradients.Range> shared(ToDoubleFunction<String> rates) {
    NetworkDescription description = network.plan().description();
    List<Set<String>> reached =
        taps.stream().map(tap -> description.ancestors(List.of(tap))).toList();
    List<ObjectiveGradients.Range> ranges = new ArrayList<>();
    for (ParameterSlice slice : network.plan().parameters().slices()) {
      long objectivesReached =
          reached.stream().filter(nodes -> nodes.contains(slice.node())).count();
      if (rates.applyAsDouble(slice.node()) > 0 && objectivesReached >= Math.min(2, taps.size())) {
        ranges.add(new ObjectiveGradients.Range(slice.offset(), slice.shape().elements()));
      }
    }
    return ranges;
  }

  private void add(List<ParameterGroup> ranges, int start, int end, double rate) {
    if (rate > 0 && end > start) {
      ranges.add(
          new ParameterGroup(
              network.parameters().slice(start, end - start),
              network.gradients().slice(start, end - start),
              rate,
              start < network.plan().parameters().penalised()));
    }
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
      objectives.close();
      frozenValues.forEach(Vector::close);
    }
  }

  @Override
  public void close() {
    closeSession();
    gradients.values().forEach(sizes -> sizes.values().forEach(Tensor::close));
    network.close();
  }

  /** Something of a step that is not finite, for the trainer to report with its place. */
  static final class NonFiniteTerm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NonFiniteTerm(String what) {
      super(what);
    }
  }
}
