package io.retort.core.training;

import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * F1 over all decisions at probability 0.5 (micro-averaged), and the share of samples with every
 * label right. Without any positive decision or label, F1 is 1: nothing was missed, and nothing was
 * made up (scikit-learn's {@code zero_division=1}).
 */
final class MultiLabelMetrics {

  private MultiLabelMetrics() {}

  static Metrics measure(Predictions predictions, Tensor labels) {
    Counts counts = count(predictions, labels);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("micro-f1", microF1(sum(counts.both()), sum(counts.either())));
    figures.put("exact-match", (double) counts.exact() / predictions.rows().length);
    return new Metrics("micro-f1", true, figures);
  }

  static Map<String, double[]> perSample(Predictions predictions, Tensor labels) {
    Counts counts = count(predictions, labels);
    int both = sum(counts.both());
    int either = sum(counts.either());
    return Map.of(
        "micro-f1",
        Jackknife.pseudovalues(
            predictions.rows().length,
            microF1(both, either),
            i -> microF1(both - counts.both()[i], either - counts.either()[i])));
  }

  private static double microF1(int both, int either) {
    return either == 0 ? 1 : (double) both / either;
  }

  private static int sum(int[] counts) {
    return Arrays.stream(counts).sum();
  }

  /**
   * Decisions of each sample.
   *
   * @param both twice the labels that are predicted and present
   * @param either labels that are predicted, and labels that are present
   * @param exact the number of samples with every label right
   */
  private record Counts(int[] both, int[] either, int exact) {}

  private static Counts count(Predictions predictions, Tensor labels) {
    // Half: probability 0.5 is the logit 0.
    double threshold =
        switch (predictions.kind()) {
          case LOGITS -> 0;
          case PROBABILITIES -> 0.5;
          case LOG_PROBABILITIES -> Math.log(0.5);
          default ->
              throw new IllegalArgumentException(
                  "Labels cannot be predicted by " + predictions.kind());
        };
    int[] both = new int[predictions.rows().length];
    int[] either = new int[both.length];
    int exact = 0;
    for (int i = 0; i < both.length; i++) {
      float[] row = predictions.rows()[i];
      boolean right = true;
      for (int label = 0; label < row.length; label++) {
        boolean predicted = row[label] > threshold;
        boolean present = labels.get(i * row.length + label) >= 0.5f;
        both[i] += predicted && present ? 2 : 0;
        either[i] += (predicted ? 1 : 0) + (present ? 1 : 0);
        right &= predicted == present;
      }
      exact += right ? 1 : 0;
    }
    return new Counts(both, either, exact);
  }
}
