package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.Compared;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates one term batch by batch: finds its targets, leaves out samples whose labels it would
 * need but may not use, applies weight and schedules, and sums up what is reported.
 */
final class TermEvaluation {
  private final Term term;
  private final CriterionSetting setting;
  private final CriterionState state;
  private final boolean needsLabels;
  private final List<Tensor> remembered = new ArrayList<>();
  private float[] rememberedParameters = {};
  private double values;
  private double gradientNorms;
  private double lastWeight;
  private int batches;

  /**
   * A term in a stage.
   *
   * @param state what its criterion has of its own, closed by whoever made it
   */
  TermEvaluation(Term term, CriterionSetting setting, CriterionState state) {
    this.term = term;
    this.setting = setting;
    this.state = state;
    this.needsLabels =
        term.targets().stream().anyMatch(TargetSource.Labels.class::isInstance)
            || setting.targets().stream()
                .map(CriterionSetting.TargetShape::kind)
                .anyMatch(
                    kind ->
                        kind == TargetKind.LABELLED_LOGITS || kind == TargetKind.LABELLED_VALUES);
  }

  /** Whether it had a gradient since the last report. */
  boolean hasGradient() {
    return gradientNorms > 0;
  }

  Term term() {
    return term;
  }

  CriterionState state() {
    return state;
  }

  /**
   * Evaluates the term for a batch.
   *
   * @param outputs the tapped outputs
   * @param gradients for each, overwritten with the weighted gradient
   * @param reported whether this counts in the report
   * @return the weighted value
   */
  double evaluate(
      List<DeviceTensor> outputs,
      StepContext step,
      List<DeviceTensor> gradients,
      boolean reported) {
    lastWeight = term.weight() * term.weightSchedule().factor(step.step(), step.steps());
    int[] rows = lastWeight == 0 ? new int[0] : rows(step);
    if (rows.length == 0) {
      // Not counted as a batch of value 0: that would make the reported mean too small.
      gradients.forEach(gradient -> gradient.values().fill(0));
      Arrays.fill(state.gradients(), 0);
      return 0;
    }
    // Where only some rows count, the criterion sees those alone, and its mean is over those alone.
    try (TargetRows targets = new TargetRows(step, rows)) {
      List<Tensor> whole = gradients.stream().map(targets::writable).toList();
      List<Tensor> chosen = whole.stream().map(targets::gradient).toList();
      List<Tensor> student = outputs.stream().map(targets::onHost).toList();
      double value =
          session(step)
              .evaluate(
                  compared(student, state.parameters(), step, rows, targets),
                  chosen,
                  state.gradients());
      for (int i = 0; i < chosen.size(); i++) {
        targets.scatter(chosen.get(i), whole.get(i));
      }
      double norm = scale(whole, state.gradients(), (float) lastWeight);
      for (int i = 0; i < whole.size(); i++) {
        if (!gradients.get(i).isOnHost()) {
          gradients.get(i).write(whole.get(i));
        }
      }
      if (reported) {
        values += value;
        gradientNorms += norm;
        batches++;
      }
      // A gradient that is not finite spoils the value too, so that one check finds both.
      return Double.isFinite(norm) ? lastWeight * value : Double.NaN;
    }
  }

  private Compared compared(
      List<Tensor> outputs, float[] parameters, StepContext step, int[] rows, TargetRows targets) {
    List<Target> made = new ArrayList<>();
    for (int i = 0; i < term.targets().size(); i++) {
      made.add(targets.of(term.targets().get(i), setting.targets().get(i).kind()));
    }
    return new Compared(
        outputs.stream().map(targets::of).toList(),
        made,
        Arrays.stream(rows).map(row -> step.samples()[row]).toArray(),
        parameters);
  }

  private CriterionSession session(StepContext step) {
    return term.temperature()
        .map(moving -> tempered(moving, step).start(setting))
        .orElse(state.session());
  }

  private Criterion tempered(Term.Temperature moving, StepContext step) {
    double temperature = moving.configured() * moving.schedule().factor(step.step(), step.steps());
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

  private int[] rows(StepContext step) {
    int[] rows = new int[step.samples().length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean domain =
          term.domain().isEmpty()
              || step.source().domain(step.samples()[i]) == term.domain().getAsInt();
      if (domain && (!needsLabels || step.labelled()[i])) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
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
    int[] rows = remembered.isEmpty() || lastWeight == 0 ? new int[0] : rows(step);
    try (TargetRows targets = new TargetRows(step, rows)) {
      if (rows.length > 0) {
        state.session().remember(compared(remembered, rememberedParameters, step, rows, targets));
      }
    } finally {
      remembered.forEach(Tensor::close);
      remembered.clear();
    }
  }

  /** Multiplies all values and returns the norm of the result. */
  private static double scale(List<Tensor> tensors, float[] parameters, float factor) {
    double squares = 0;
    for (Tensor tensor : tensors) {
      FloatBuffer values = tensor.values();
      for (int i = 0; i < values.capacity(); i++) {
        float scaled = values.get(i) * factor;
        values.put(i, scaled);
        squares += (double) scaled * scaled;
      }
    }
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= factor;
      squares += (double) parameters[i] * parameters[i];
    }
    return Math.sqrt(squares);
  }

  /** The figures since the last report. */
  EpochReport.TermReport report() {
    int count = Math.max(1, batches);
    EpochReport.TermReport report =
        new EpochReport.TermReport(term.name(), lastWeight, values / count, gradientNorms / count);
    values = 0;
    gradientNorms = 0;
    batches = 0;
    return report;
  }
}
