package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.DeviceTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The terms of a learner in a stage: what they come to in a step, and its backward pass. */
final class StageTerms implements AutoCloseable {
  private final String learner;
  private final List<TermEvaluation> terms;

  /** What each objective's terms look at. */
  private final List<List<String>> objectives;

  private final GradientCombination.Session combination;
  private final TermGradients gradients;
  private final Replicas replicas;
  private ObjectiveGradients backward;

  /**
   * The terms of a stage.
   *
   * @param terms closed with this
   * @param seed of the combination
   * @param gradients memory for the gradients of each term
   * @param replicas those of the training
   */
  StageTerms(
      String learner,
      List<TermEvaluation> terms,
      GradientCombination combination,
      long seed,
      TermGradients gradients,
      Replicas replicas) {
    this.replicas = replicas;
    this.learner = learner;
    this.terms = terms;
    this.objectives = objectives(terms);
    this.combination =
        combination.start(objectives.stream().map(ObjectiveGradients::name).toList(), seed);
    this.gradients = gradients;
  }

  /**
   * The taps whose terms are objectives. One with nothing but weights of 0 is none: a gradient that
   * is always 0 would be the compromise of all for a combination that looks for one.
   */
  private static List<List<String>> objectives(List<TermEvaluation> terms) {
    List<List<String>> weighed =
        terms.stream()
            .map(TermEvaluation::term)
            .filter(term -> term.weight() != 0)
            .map(Term::taps)
            .distinct()
            .toList();
    return weighed.isEmpty()
        ? terms.stream().map(evaluation -> evaluation.term().taps()).distinct().toList()
        : weighed;
  }

  List<TermEvaluation> terms() {
    return terms;
  }

  /** For each objective, the taps that its terms look at. */
  List<List<String>> objectives() {
    return objectives;
  }

  /**
   * Sets what is trained from here on.
   *
   * @param shared where the parameters lie by whose gradients objectives are compared
   */
  void train(Network network, List<ObjectiveGradients.Range> shared) {
    closeBackward();
    backward = new ObjectiveGradients(network, objectives, combination, shared);
  }

  /**
   * What a step has come to.
   *
   * @param value asked for before weights change
   * @param differentiated whether the gradients are filled: not those of a trial whose value is not
   *     finite
   */
  record Evaluated(DoubleSupplier value, boolean differentiated) {}

  /**
   * Fills the gradients of the network and of the terms' own parameters. Where replicas sum theirs,
   * these are a part of them, and {@link #sum} has still to be called.
   *
   * @param trial whether the step was evaluated before; then reports are left alone, and the value
   *     may be one that is not finite
   * @throws NonFiniteTerm if a value is not finite
   */
  Evaluated evaluate(StepContext context, boolean trial) {
    boolean part = replicas.sumsGradients();
    List<List<DoubleSupplier>> values = objectives.stream().map(StageTerms::noValues).toList();
    List<Map<String, DeviceTensor>> tapGradients =
        objectives.stream().map(StageTerms::noGradients).toList();
    for (TermEvaluation evaluation : terms) {
      Term term = evaluation.term();
      List<DeviceTensor> outputs = outputs(term, context);
      List<DeviceTensor> own = gradients.of(term, outputs);
      DoubleSupplier value = evaluation.evaluate(outputs, context, own, !trial && !part);
      if (!evaluation.isDeferred() && !Double.isFinite(value.getAsDouble())) {
        if (trial || part) {
          return new Evaluated(value, false);
        }
        throw evaluation.nonFinite(context);
      }
      int objective = objectives.indexOf(term.taps());
      if (objective < 0) {
        continue;
      }
      values.get(objective).add(value);
      for (int i = 0; i < own.size(); i++) {
        ObjectiveGradients.accumulate(tapGradients.get(objective), term.taps().get(i), own.get(i));
      }
    }
    List<DoubleSupplier> sums = values.stream().map(StageTerms::sum).toList();
    double[] weights = backward.backward(sums, tapGradients, context, trial);
    for (TermEvaluation evaluation : terms) {
      int objective = objectives.indexOf(evaluation.term().taps());
      evaluation.state().hand(objective < 0 ? 0 : weights[objective]);
    }
    return new Evaluated(() -> total(weights, sums), true);
  }

  /**
   * Sums what all replicas have found for their samples of a batch.
   *
   * @param others has the gradients, and whatever else is exchanged
   * @return what the step has come to for the whole batch, the same for all replicas
   * @throws NonFiniteTerm if a value is not finite
   */
  Evaluated sum(ReplicaSum others, StepContext context, boolean trial) {
    int width = 3;
    double[] own = new double[width * terms.size()];
    for (int i = 0; i < terms.size(); i++) {
      TermFigures.Found figures = terms.get(i).latest();
      own[width * i] = figures.value();
      own[width * i + 1] = figures.norm() * figures.norm();
      own[width * i + 2] = figures.share();
    }
    double[] sums = others.over(own);
    double total = 0;
    for (int i = 0; i < terms.size(); i++) {
      TermEvaluation evaluation = terms.get(i);
      double squares = sums[width * i + 1] + evaluation.state().squares();
      TermFigures.Found figures =
          new TermFigures.Found(sums[width * i], Math.sqrt(squares), sums[width * i + 2]);
      if (!figures.isFinite()) {
        if (trial) {
          return new Evaluated(() -> Double.NaN, false);
        }
        throw evaluation.nonFinite(context);
      }
      if (!trial && figures.share() > 0) {
        evaluation.report(figures);
      }
      total += evaluation.weighted(figures.value());
    }
    double value = total;
    return new Evaluated(() -> value, true);
  }

  /** Replaces what the next reports will be of by the mean over all replicas. */
  void average(ReplicaSum others) {
    double[] own =
        terms.stream().flatMapToDouble(term -> DoubleStream.of(term.reported())).toArray();
    double[] sums = others.over(own);
    int width = own.length / terms.size();
    for (int i = 0; i < terms.size(); i++) {
      int at = i * width;
      terms
          .get(i)
          .reported(
              IntStream.range(at, at + width)
                  .mapToDouble(j -> replicas.mean() * sums[j])
                  .toArray());
    }
  }

  private List<DeviceTensor> outputs(Term term, StepContext context) {
    Activations activations = context.activations().get(learner);
    return term.taps().stream().map(activations::get).toList();
  }

  private static double total(double[] weights, List<DoubleSupplier> values) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] * values.get(i).getAsDouble();
    }
    return total;
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

  private static Map<String, DeviceTensor> noGradients(List<String> objective) {
    return new HashMap<>();
  }

  /** Keeps what criteria are to remember of a step, before its outputs are overwritten. */
  void keep(StepContext context) {
    terms.forEach(evaluation -> evaluation.keep(outputs(evaluation.term(), context)));
  }

  /** Changes the memory of criteria after a step. */
  void remember(StepContext context) {
    terms.forEach(evaluation -> evaluation.remember(context));
  }

  /** The taps of terms that had a gradient since the last report. Satisfied ones have none. */
  List<String> tapsWithGradient() {
    return terms.stream()
        .filter(TermEvaluation::hasGradient)
        .flatMap(evaluation -> evaluation.term().taps().stream())
        .toList();
  }

  /** Whether a term that is evaluated in the host's memory looks at an output of the teacher. */
  boolean needOnHost(String output) {
    return terms.stream()
        .filter(evaluation -> !evaluation.isDeferred())
        .flatMap(evaluation -> evaluation.term().targets().stream())
        .anyMatch(target -> target.accept(new TeacherOutputName()).equals(Optional.of(output)));
  }

  /** Waits for what the terms of an epoch have found where the backend computes. */
  void collect() {
    terms.forEach(TermEvaluation::collect);
  }

  /** The figures since the last report, in the order of the terms. */
  List<EpochReport.TermReport> reports() {
    return terms.stream().map(TermEvaluation::report).toList();
  }

  /** Adds the terms and their combination to the state of a learner. */
  void write(StateWriter state) {
    combination.state().forEach(state.in("gradients")::numbers);
    for (int i = 0; i < terms.size(); i++) {
      terms.get(i).write(state.in("term " + i));
    }
  }

  /**
   * Goes back to a state.
   *
   * @throws IllegalArgumentException if it is that of another combination
   */
  void read(StateReader state) {
    combination.restore(state.in("gradients").numbers());
    for (int i = 0; i < terms.size(); i++) {
      terms.get(i).read(state.in("term " + i));
    }
  }

  private void closeBackward() {
    if (backward != null) {
      backward.close();
      backward = null;
    }
  }

  @Override
  public void close() {
    closeBackward();
    terms.forEach(TermEvaluation::close);
  }
}
