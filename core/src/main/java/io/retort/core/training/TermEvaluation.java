package io.retort.core.training;

import io.retort.core.RetortException;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Evaluates one term batch by batch: finds its target, leaves out samples whose labels it would
 * need but may not use, applies weight and schedules, and sums up what is reported.
 */
final class TermEvaluation {
  private final Term term;
  private final TargetKind kind;
  private final boolean needsLabels;
  private double values;
  private double gradientNorms;
  private double lastWeight;
  private int batches;

  TermEvaluation(Term term, TargetKind kind) {
    this.term = term;
    this.kind = kind;
    this.needsLabels =
        term.target() instanceof TargetSource.Labels
            || kind == TargetKind.LABELLED_LOGITS
            || kind == TargetKind.LABELLED_VALUES;
  }

  /** Whether it had a gradient since the last report. */
  boolean hasGradient() {
    return gradientNorms > 0;
  }

  Term term() {
    return term;
  }

  /**
   * Evaluates the term for a batch.
   *
   * @param student the tapped output
   * @param gradient overwritten with the weighted gradient
   * @param reported whether this counts in the report
   * @return the weighted value
   */
  double evaluate(Tensor student, StepContext step, Tensor gradient, boolean reported) {
    lastWeight = term.weight() * term.weightSchedule().factor(step.step(), step.steps());
    if (lastWeight == 0) {
      gradient.fill(0);
      return 0;
    }
    int[] rows = rows(step);
    if (rows.length == 0) {
      // Not counted as a batch of value 0: that would make the reported mean too small.
      gradient.fill(0);
      return 0;
    }
    double value = unweighted(student, step, rows, gradient);
    double norm = scale(gradient, (float) lastWeight);
    if (reported) {
      values += value;
      gradientNorms += norm;
      batches++;
    }
    // A gradient that is not finite spoils the value too, so that one check finds both.
    return Double.isFinite(norm) ? lastWeight * value : Double.NaN;
  }

  private double unweighted(Tensor student, StepContext step, int[] rows, Tensor gradient) {
    Loss loss = lossAt(step);
    if (rows.length == step.batch().size()) {
      return term.target().accept(new Evaluating(loss, student, step, rows, gradient));
    }
    // Only some rows count: the loss sees those alone, and its mean is over those alone.
    try (Tensor chosen = Tensor.allocate(student.shape().sample().batch(rows.length));
        Tensor chosenGradient = Tensor.allocate(chosen.shape())) {
      copyRows(student, rows, chosen, true);
      double value = term.target().accept(new Evaluating(loss, chosen, step, rows, chosenGradient));
      gradient.fill(0);
      copyRows(gradient, rows, chosenGradient, false);
      return value;
    }
  }

  private Loss lossAt(StepContext step) {
    return term.temperature().<Loss>map(moving -> tempered(moving, step)).orElse(term.loss());
  }

  private Loss tempered(Term.Temperature moving, StepContext step) {
    double temperature = moving.configured() * moving.schedule().factor(step.step(), step.steps());
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new RetortException(
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
    return ((TemperedLoss) term.loss()).withTemperature(temperature);
  }

  private int[] rows(StepContext step) {
    int[] rows = new int[step.batch().size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean domain =
          term.domain().isEmpty()
              || step.batch().source().domain(step.batch().samples()[i])
                  == term.domain().getAsInt();
      if (domain && (!needsLabels || step.labelled()[i])) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Evaluates the loss with its target for some rows of a batch. */
  private final class Evaluating implements TargetSourceVisitor<Double> {
    private final Loss loss;
    private final Tensor student;
    private final StepContext step;
    private final int[] rows;
    private final Tensor gradient;

    Evaluating(Loss loss, Tensor student, StepContext step, int[] rows, Tensor gradient) {
      this.loss = loss;
      this.student = student;
      this.step = step;
      this.rows = rows;
      this.gradient = gradient;
    }

    @Override
    public Double labels(TargetSource.Labels source) {
      try (Target.GroundTruth truth = truth(source.head())) {
        return loss.evaluate(student, truth, gradient);
      }
    }

    @Override
    public Double teacherHead(TargetSource.TeacherHead source) {
      return withRows(
          step.teacher().get(source.head()),
          outputs -> {
            if (kind == TargetKind.LABELLED_LOGITS) {
              int[] labels = ((Target.Classes) truth(source.head())).labels();
              return loss.evaluate(student, new Target.LabelledLogits(labels, outputs), gradient);
            } else if (kind == TargetKind.LABELLED_VALUES) {
              try (Tensor labels = ((Target.Values) truth(source.head())).values()) {
                return loss.evaluate(student, new Target.LabelledValues(labels, outputs), gradient);
              }
            }
            return loss.evaluate(student, target(outputs), gradient);
          });
    }

    @Override
    public Double teacherDecision(TargetSource.TeacherDecision source) {
      return withRows(
          step.teacher().get(source.head()),
          outputs -> loss.evaluate(student, new Target.Classes(mostLikely(outputs)), gradient));
    }

    @Override
    public Double teacherFeature(TargetSource.TeacherFeature source) {
      return withRows(
          step.teacher().get(source.tap()),
          features -> loss.evaluate(student, target(features), gradient));
    }

    @Override
    public Double peer(TargetSource.Peer source) {
      return withRows(
          step.peers().get(source), outputs -> loss.evaluate(student, target(outputs), gradient));
    }

    private Target.GroundTruth truth(String head) {
      int[] samples = Arrays.stream(rows).map(row -> step.batch().samples()[row]).toArray();
      return step.batch().source().labels(head, samples);
    }

    /** What another model says of the rows, out of what it says of the whole batch. */
    private double withRows(Tensor all, ToDoubleFunction<Tensor> evaluation) {
      if (rows.length == step.batch().size()) {
        return evaluation.applyAsDouble(all);
      }
      try (Tensor chosen = Tensor.allocate(all.shape().sample().batch(rows.length))) {
        copyRows(all, rows, chosen, true);
        return evaluation.applyAsDouble(chosen);
      }
    }
  }

  private Target target(Tensor values) {
    return switch (kind) {
      case LOGITS -> new Target.Logits(values);
      case PROBABILITIES -> new Target.Probabilities(values);
      case LOG_PROBABILITIES -> new Target.LogProbabilities(values);
      case VALUES -> new Target.Values(values);
      case FEATURES -> new Target.Features(values);
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(values);
      case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(values);
      case CLASSES, MULTI_LABELS, LABELLED_LOGITS, LABELLED_VALUES ->
          throw new IllegalStateException("A model's output is never of the kind " + kind);
    };
  }

  private static int[] mostLikely(Tensor answers) {
    float[] row = new float[answers.shape().extent(1)];
    int[] classes = new int[answers.shape().extent(0)];
    for (int i = 0; i < classes.length; i++) {
      answers.read(i * row.length, row);
      classes[i] = Rows.mostLikely(row);
    }
    return classes;
  }

  /** Copies the given rows of {@code all} to the consecutive rows of {@code some}, or back. */
  private static void copyRows(Tensor all, int[] rows, Tensor some, boolean gather) {
    int length = all.shape().elements() / all.shape().extent(0);
    FloatBuffer allValues = all.values();
    FloatBuffer someValues = some.values();
    for (int i = 0; i < rows.length; i++) {
      if (gather) {
        someValues.put(i * length, allValues, rows[i] * length, length);
      } else {
        allValues.put(rows[i] * length, someValues, i * length, length);
      }
    }
  }

  /** Multiplies all values and returns the norm of the result. */
  private static double scale(Tensor tensor, float factor) {
    FloatBuffer values = tensor.values();
    double squares = 0;
    for (int i = 0; i < values.capacity(); i++) {
      float scaled = values.get(i) * factor;
      values.put(i, scaled);
      squares += (double) scaled * scaled;
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
