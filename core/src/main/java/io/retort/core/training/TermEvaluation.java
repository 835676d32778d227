package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.LossKernel;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Evaluates one term batch by batch: finds its targets, leaves out samples whose labels it would
 * need but may not use, applies weight and schedules, and sums up what is reported.
 */
final class TermEvaluation implements AutoCloseable {
  private final Term term;
  private final CriterionSetting setting;
  private final CriterionState state;
  private final Optional<DeviceTerm> device;
  private final ResidentTargets resident;
  private final TermRows rows;
  private final TermFigures figures = new TermFigures();
  private final List<Tensor> remembered = new ArrayList<>();
  private float[] rememberedParameters = {};
  private double lastWeight;
  private TermFigures.Found latest = TermFigures.Found.NOTHING;

  /**
   * A term in a stage.
   *
   * @param state parameters and memory of its criterion, closed by the caller
   * @param device how it is evaluated where the backend computes, if that can be done
   * @param resident its targets there
   * @param weights those of samples, where they differ; then nothing is evaluated there
   */
  TermEvaluation(
      Term term,
      CriterionSetting setting,
      CriterionState state,
      Optional<DeviceTerm> device,
      ResidentTargets resident,
      Optional<RowWeights> weights) {
    this.term = term;
    this.device = device;
    this.resident = resident;
    this.setting = setting;
    this.state = state;
    this.rows = new TermRows(term, setting, resident, weights);
  }

  /** What the last evaluation in the host's memory has found. */
  TermFigures.Found latest() {
    return latest;
  }

  /** What a value counts for in what is minimised. */
  double weighted(double value) {
    return lastWeight * value;
  }

  /** Counts the figures of a batch in the next report. */
  void report(TermFigures.Found found) {
    figures.add(found.value(), found.norm());
  }

  /** Whether it had a gradient since the last report. */
  boolean hasGradient() {
    return figures.hasGradient();
  }

  Term term() {
    return term;
  }

  CriterionState state() {
    return state;
  }

  /** Whether its values are not known before somebody waits for them. */
  boolean isDeferred() {
    return device.isPresent();
  }

  /**
   * Evaluates the term for a batch.
   *
   * @param outputs the tapped outputs
   * @param gradients for each, overwritten with the weighted gradient
   * @param reported whether this counts in the report
   * @return the weighted value; if it is {@link #isDeferred deferred}, to be asked for before the
   *     next evaluation
   */
  DoubleSupplier evaluate(
      List<DeviceTensor> outputs,
      StepContext step,
      List<DeviceTensor> gradients,
      boolean reported) {
    lastWeight = term.weight() * term.weightSchedule().factor(step.step(), step.steps());
    int[] counted = lastWeight == 0 ? new int[0] : rows.of(step);
    latest = TermFigures.Found.NOTHING;
    if (counted.length == 0) {
      // Not counted as a batch of value 0: that would make the reported mean too small.
      gradients.forEach(gradient -> gradient.values().fill(0));
      Arrays.fill(state.gradients(), 0);
      return () -> 0;
    }
    return device.isPresent()
        ? onDevice(device.get(), outputs.get(0), step, counted, gradients.get(0), reported)
        : onHost(outputs, step, counted, gradients, reported);
  }

  private DoubleSupplier onDevice(
      DeviceTerm place,
      DeviceTensor output,
      StepContext step,
      int[] counted,
      DeviceTensor gradient,
      boolean reported) {
    if (place.isFull()) {
      collect();
    }
    double weight = lastWeight;
    TargetKind kind = setting.targets().get(0).kind();
    ResidentTargets.Batch target = resident.of(term.targets().get(0), kind, step);
    Optional<Vector> chosen =
        counted.length == step.samples().length
            ? Optional.empty()
            : Optional.of(resident.chosen(rows.key(), rows::counts, step));
    int at =
        place.evaluate(
            new LossKernel.Rows(output, target.tensors(), target.classes(), chosen, counted.length),
            ((Loss) criterion(step)).formula(kind).orElseThrow(),
            weight,
            gradient,
            step,
            reported);
    return () -> {
      float[] found = place.read(at);
      double value = Double.isFinite(found[1]) ? weight * found[0] : Double.NaN;
      if (reported && !Double.isFinite(value)) {
        throw nonFinite(step);
      }
      return value;
    };
  }

  /** A failure of this term. */
  NonFiniteTerm nonFinite(StepContext step) {
    return new NonFiniteTerm("the term '" + term.name() + "'", step);
  }

  /** Waits for the figures that are not known yet, and refuses those that are not finite. */
  void collect() {
    for (DeviceTerm.Evaluated evaluated : device.map(DeviceTerm::take).orElse(List.of())) {
      if (!Double.isFinite(evaluated.value()) || !Double.isFinite(evaluated.norm())) {
        throw nonFinite(evaluated.step());
      }
      figures.add(evaluated.value(), evaluated.norm());
    }
  }

  private DoubleSupplier onHost(
      List<DeviceTensor> outputs,
      StepContext step,
      int[] counted,
      List<DeviceTensor> gradients,
      boolean reported) {
    // Where only some rows count, the criterion sees those alone, and its mean is over those alone.
    try (TargetRows targets = new TargetRows(step, counted)) {
      List<Tensor> whole = gradients.stream().map(targets::writable).toList();
      List<Tensor> student = outputs.stream().map(targets::onHost).toList();
      HostThreads threads = threads(gradients.get(0));
      List<RowWeights.Part> parts = rows.parts(step, counted);
      double value =
          parts.size() > 1
              ? weighted(student, step, parts, whole, threads)
              : unweighted(student, step, counted, targets, whole, threads);
      List<Vector> scaled = new ArrayList<>();
      for (int i = 0; i < whole.size(); i++) {
        DeviceTensor gradient = gradients.get(i);
        scaled.add((gradient.isOnHost() ? gradient : DeviceTensor.of(whole.get(i))).values());
      }
      double share = rows.share(step, counted);
      float factor = (float) (lastWeight * share);
      double squares = scale(scaled, factor);
      double norm = Math.sqrt(squares + scale(state.gradients(), factor));
      for (int i = 0; i < whole.size(); i++) {
        if (!gradients.get(i).isOnHost()) {
          gradients.get(i).write(whole.get(i));
        }
      }
      latest = new TermFigures.Found(share * value, Math.sqrt(squares), share);
      if (reported) {
        report(new TermFigures.Found(value, norm, share));
      }
      // A gradient that is not finite spoils the value too, so that one check finds both.
      double weighted = Double.isFinite(norm) ? weighted(share * value) : Double.NaN;
      return () -> weighted;
    }
  }

  private double unweighted(
      List<Tensor> student,
      StepContext step,
      int[] counted,
      TargetRows targets,
      List<Tensor> whole,
      HostThreads threads) {
    List<Tensor> chosen = whole.stream().map(targets::gradient).toList();
    CriterionInput input = input(student, state.parameters(), step, counted, targets).with(threads);
    double value = session(step).evaluate(input, chosen, state.gradients());
    for (int i = 0; i < chosen.size(); i++) {
      targets.scatter(chosen.get(i), whole.get(i));
    }
    return value;
  }

  /** The mean of the means of parts, each with the share that its rows have in all weights. */
  private double weighted(
      List<Tensor> student,
      StepContext step,
      List<RowWeights.Part> parts,
      List<Tensor> whole,
      HostThreads threads) {
    whole.forEach(gradient -> gradient.fill(0));
    CriterionSession session = session(step);
    float[] own = new float[state.gradients().length];
    double[] sums = new double[own.length];
    double value = 0;
    for (RowWeights.Part part : parts) {
      try (TargetRows targets = new TargetRows(step, part.rows())) {
        List<Tensor> chosen = whole.stream().map(targets::gradient).toList();
        CriterionInput input =
            input(student, state.parameters(), step, part.rows(), targets).with(threads);
        value += part.share() * session.evaluate(input, chosen, own);
        for (int i = 0; i < chosen.size(); i++) {
          DeviceTensor.of(chosen.get(i)).values().scale((float) part.share());
          targets.write(chosen.get(i), whole.get(i));
        }
      }
      for (int i = 0; i < own.length; i++) {
        sums[i] += part.share() * own[i];
      }
    }
    for (int i = 0; i < own.length; i++) {
      state.gradients()[i] = (float) sums[i];
    }
    return value;
  }

  private CriterionInput input(
      List<Tensor> outputs, float[] parameters, StepContext step, int[] rows, TargetRows targets) {
    List<Target> made = new ArrayList<>();
    for (int i = 0; i < term.targets().size(); i++) {
      made.add(targets.of(term.targets().get(i), setting.targets().get(i).kind()));
    }
    return new CriterionInput(
        outputs.stream().map(targets::of).toList(),
        made,
        Arrays.stream(rows).map(row -> step.samples()[row]).toArray(),
        parameters);
  }

  private CriterionSession session(StepContext step) {
    return term.temperature().isPresent() ? criterion(step).start(setting) : state.session();
  }

  private Criterion criterion(StepContext step) {
    return term.temperature().map(moving -> tempered(moving, step)).orElse(term.criterion());
  }

  private Criterion tempered(Term.Temperature moving, StepContext step) {
    double temperature = moving.at(step.step(), step.steps());
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The temperature of the term '"
              + term.name()
              + "' is "
              + temperature
              + " at step "
              + (step.step() + 1)
              + " of "
              + step.steps()
              + ", but must stay above 0; choose another schedule for it");
    }
    return ((TemperedLoss) term.criterion()).withTemperature(temperature);
  }

  /**
   * Keeps what the criterion is to remember of a step, before an optimizer that evaluates it again
   * changes the outputs.
   */
  void keep(List<DeviceTensor> outputs) {
    if (state.session().memory().isEmpty()) {
      return;
    }
    rememberedParameters = state.parameters().clone();
    for (DeviceTensor output : outputs) {
      remembered.add(Tensor.of(output.shape(), output.toArray()));
    }
  }

  /** Changes the criterion's memory after a step. */
  void remember(StepContext step) {
    int[] counted = remembered.isEmpty() || lastWeight == 0 ? new int[0] : rows.of(step);
    try (TargetRows targets = new TargetRows(step, counted)) {
      if (counted.length > 0) {
        state.session().remember(input(remembered, rememberedParameters, step, counted, targets));
      }
    } finally {
      remembered.forEach(Tensor::close);
      remembered.clear();
    }
  }

  /** What the next report will be of; figures are collected before. */
  void write(StateWriter state) {
    double[] sums = figures.sums();
    state.numbers("report", sums[0], sums[1], lastWeight, sums[2]);
  }

  void read(StateReader state) {
    double[] report = state.numbers("report");
    figures.restore(report[0], report[1], report[3]);
    lastWeight = report[2];
  }

  /** What the next report will be of: sums of values, of norms, and the number of batches. */
  double[] reported() {
    return figures.sums();
  }

  /** Replaces what the next report will be of. */
  void reported(double[] replaced) {
    figures.restore(replaced);
  }

  @Override
  public void close() {
    device.ifPresent(DeviceTerm::close);
  }

  /** Those that work on the memory of a gradient. */
  private static HostThreads threads(DeviceTensor gradient) {
    return gradient.values() instanceof HostVector host ? host.threads() : HostThreads.caller();
  }

  /** Multiplies all values and returns the sum of their squares. */
  private static double scale(List<Vector> vectors, float factor) {
    double squares = 0;
    for (Vector vector : vectors) {
      squares += vector.scaleAndSquare(factor);
    }
    return squares;
  }

  private static double scale(float[] parameters, float factor) {
    double squares = 0;
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= factor;
      squares += (double) parameters[i] * parameters[i];
    }
    return squares;
  }

  /** The figures since the last report, which are {@link #collect collected} before. */
  EpochReport.TermReport report() {
    return figures.report(term.name(), lastWeight);
  }
}
