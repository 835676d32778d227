package io.retort.core.metric;

import io.retort.core.loss.TargetKind;
import java.util.Arrays;
import java.util.List;

/** What a model says of samples that have any number of labels. Immutable. */
public final class LabelPredictions implements LabelledPredictions {
  private final List<String> labels;
  private final TargetKind kind;
  private final float[][] rows;
  private final boolean[][] truth;

  private LabelPredictions(
      List<String> labels, TargetKind kind, float[][] rows, boolean[][] truth) {
    this.labels = labels;
    this.kind = kind;
    this.rows = rows;
    this.truth = truth;
  }

  /**
   * Predictions and true labels.
   *
   * @param labels the names of the labels, in the order of the outputs
   * @param predictions logits, probabilities or log-probabilities of each label
   * @param truth for each sample, 1 for each label that it has and 0 for others, in one row after
   *     the other
   * @return both
   */
  public static LabelPredictions of(List<String> labels, Predictions predictions, float[] truth) {
    switch (predictions.kind()) {
      case LOGITS, PROBABILITIES, LOG_PROBABILITIES -> {}
      default ->
          throw new IllegalArgumentException("Labels cannot be predicted by " + predictions.kind());
    }
    boolean[][] present = new boolean[predictions.rows().length][labels.size()];
    for (int i = 0; i < present.length; i++) {
      for (int label = 0; label < labels.size(); label++) {
        present[i][label] = truth[i * labels.size() + label] >= 0.5f;
      }
    }
    return new LabelPredictions(
        List.copyOf(labels), predictions.kind(), predictions.rows(), present);
  }

  @Override
  public int size() {
    return truth.length;
  }

  /**
   * The labels.
   *
   * @return their names, in the order of the outputs
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Whether a sample has a label.
   *
   * @param sample a sample
   * @param label the index of a label
   * @return the truth
   */
  public boolean isPresent(int sample, int label) {
    return truth[sample][label];
  }

  /**
   * Whether the model says that a sample has a label.
   *
   * @param sample a sample
   * @param label the index of a label
   * @return whether its probability is above 0.5
   */
  public boolean isPredicted(int sample, int label) {
    float output = rows[sample][label];
    // Compared as it is: a probability that is rounded to 0.5 may come of another logit than 0.
    return switch (kind) {
      case LOGITS -> output > 0;
      case LOG_PROBABILITIES -> output > Math.log(0.5);
      default -> output > 0.5;
    };
  }

  /**
   * How likely the model finds a label.
   *
   * @param sample a sample
   * @param label the index of a label
   * @return its probability, from 0 to 1 as far as the model's outputs are
   */
  public double probability(int sample, int label) {
    float output = rows[sample][label];
    return switch (kind) {
      case LOGITS -> 1 / (1 + Math.exp(-output));
      case LOG_PROBABILITIES -> Math.exp(output);
      default -> output;
    };
  }

  @Override
  public LabelPredictions subset(int[] samples) {
    return new LabelPredictions(
        labels,
        kind,
        Arrays.stream(samples).mapToObj(i -> rows[i]).toArray(float[][]::new),
        Arrays.stream(samples).mapToObj(i -> truth[i]).toArray(boolean[][]::new));
  }
}
