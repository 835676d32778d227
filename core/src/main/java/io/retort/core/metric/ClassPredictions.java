package io.retort.core.metric;

import io.retort.core.loss.TargetKind;
import java.util.Arrays;
import java.util.List;

/** What a model says of samples that have one class each. Immutable. */
public final class ClassPredictions implements LabelledPredictions {
  private final List<String> classes;
  private final TargetKind kind;
  private final float[][] rows;
  private final int[] labels;
  private final int[] decisions;

  /** log Σ exp of each row of logits, nothing for other kinds. */
  private final double[] normalizers;

  private ClassPredictions(
      List<String> classes,
      TargetKind kind,
      float[][] rows,
      int[] labels,
      int[] decisions,
      double[] normalizers) {
    this.classes = classes;
    this.kind = kind;
    this.rows = rows;
    this.labels = labels;
    this.decisions = decisions;
    this.normalizers = normalizers;
  }

  /**
   * Predictions and true classes.
   *
   * @param classes the names of the classes, in the order of the outputs
   * @param predictions logits, probabilities or log-probabilities
   * @param labels the true class of each sample
   * @return both
   */
  public static ClassPredictions of(List<String> classes, Predictions predictions, int[] labels) {
    boolean logits = predictions.kind() == TargetKind.LOGITS;
    if (!logits
        && predictions.kind() != TargetKind.PROBABILITIES
        && predictions.kind() != TargetKind.LOG_PROBABILITIES) {
      throw new IllegalArgumentException("Classes cannot be predicted by " + predictions.kind());
    }
    float[][] rows = predictions.rows();
    return new ClassPredictions(
        List.copyOf(classes),
        predictions.kind(),
        rows,
        labels.clone(),
        Arrays.stream(rows).mapToInt(Predictions::mostLikely).toArray(),
        logits
            ? Arrays.stream(rows).mapToDouble(ClassPredictions::logSumExp).toArray()
            : new double[0]);
  }

  /** Without overflow. */
  private static double logSumExp(float[] row) {
    double largest = row[Predictions.mostLikely(row)];
    double sum = 0;
    for (float value : row) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public int size() {
    return labels.length;
  }

  /**
   * The classes.
   *
   * @return their names, in the order of the outputs
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * The true class.
   *
   * @param sample a sample
   * @return the index of its class
   */
  public int label(int sample) {
    return labels[sample];
  }

  /**
   * The class that the model finds most likely.
   *
   * @param sample a sample
   * @return the index of a class, the first of several that are as likely
   */
  public int decision(int sample) {
    return decisions[sample];
  }

  /**
   * How likely the model finds a class.
   *
   * @param sample a sample
   * @param index the index of a class
   * @return its probability, from 0 to 1 as far as the model's outputs are
   */
  public double probability(int sample, int index) {
    float output = rows[sample][index];
    return switch (kind) {
      case LOGITS -> Math.exp(output - normalizers[sample]);
      case LOG_PROBABILITIES -> Math.exp(output);
      default -> output;
    };
  }

  /**
   * Whether the model prefers one class to another; of two that are as likely, the first.
   *
   * @param sample a sample
   * @param one the index of a class
   * @param other that of another
   * @return whether it would decide for the one
   */
  public boolean prefers(int sample, int one, int other) {
    float difference = rows[sample][one] - rows[sample][other];
    return difference > 0 || (difference == 0 && one < other);
  }

  @Override
  public ClassPredictions subset(int[] samples) {
    return new ClassPredictions(
        classes,
        kind,
        Arrays.stream(samples).mapToObj(i -> rows[i]).toArray(float[][]::new),
        Arrays.stream(samples).map(i -> labels[i]).toArray(),
        Arrays.stream(samples).map(i -> decisions[i]).toArray(),
        normalizers.length == 0
            ? normalizers
            : Arrays.stream(samples).mapToDouble(i -> normalizers[i]).toArray());
  }
}
