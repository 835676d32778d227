package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One network that learns: its compiled form, its objective and its optimizer's memory. */
final class LearnerTraining implements AutoCloseable {
  private final String name;
  private final Network network;
  private final GradientAdjustment adjustment;
  private final Map<String, Map<Integer, Tensor>> gradients = new HashMap<>();
  private List<TermEvaluation> terms = List.of();
  private List<ParameterGroup> groups = List.of();
  private Optimizer.Session session;

  LearnerTraining(
      String name,
      ComputeBackend backend,
      NetworkPlan plan,
      Set<String> taps,
      TrainingSettings settings,
      long seed) {
    this.name = name;
    this.network =
        backend.compile(plan, new CompileOptions(taps, Seeds.derive(seed, "dropout " + name)));
    this.network.load(WeightInitialization.draw(plan, seed));
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

  /** Starts a stage: other terms, a fresh optimizer. */
  void begin(List<TermEvaluation> stageTerms, Optimizer optimizer, Optional<Set<String>> trained) {
    closeSession();
    terms = stageTerms;
    groups = groups(trained);
    session = optimizer.start(groups);
  }

  Activations forward(Tensor batchInputs) {
    return network.forward(batchInputs, Mode.TRAINING);
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
    double total = 0;
    for (TermEvaluation evaluation : terms) {
      Term term = evaluation.term();
      Tensor student = activations.get(term.tap());
      Tensor own = gradient(term.tap(), term.name(), student.shape());
      double value = evaluation.evaluate(student, context, own, !trial);
      if (!Double.isFinite(value)) {
        if (trial) {
          return value;
        }
        throw new NonFiniteTerm(term.name());
      }
      total += value;
      Tensor first = tapGradients.putIfAbsent(term.tap(), own);
      if (first != null) {
        accumulate(first, own);
      }
    }
    network.backward(tapGradients);
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

  /** Ranges of parameters: weights and others apart, and of the trained nodes only. */
  private List<ParameterGroup> groups(Optional<Set<String>> trained) {
    ParameterLayout layout = network.plan().parameters();
    List<ParameterGroup> ranges = new ArrayList<>();
    int start = -1;
    int end = -1;
    for (ParameterSlice slice : layout.slices()) {
      boolean chosen = trained.isEmpty() || trained.get().contains(slice.node());
      if (start >= 0 && (!chosen || slice.offset() == layout.penalised())) {
        ranges.add(group(start, end));
        start = -1;
      }
      if (chosen) {
        start = start < 0 ? slice.offset() : start;
        end = slice.offset() + slice.shape().elements();
      }
    }
    if (start >= 0) {
      ranges.add(group(start, end));
    }
    return ranges;
  }

  private ParameterGroup group(int start, int end) {
    return new ParameterGroup(
        network.parameters().slice(start, end - start),
        network.gradients().slice(start, end - start),
        1,
        start < network.plan().parameters().penalised());
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  @Override
  public void close() {
    closeSession();
    gradients.values().forEach(sizes -> sizes.values().forEach(Tensor::close));
    network.close();
  }

  /** A term whose value or gradient is not finite, for the trainer to report with its place. */
  static final class NonFiniteTerm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NonFiniteTerm(String term) {
      super(term);
    }
  }
}
