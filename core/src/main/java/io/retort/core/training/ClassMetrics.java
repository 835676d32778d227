package io.retort.core.training;

import io.retort.core.loss.TargetKind;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Accuracy, log-loss (mean negative log-likelihood, in nats) and expected calibration error over 15
 * bins of equal width (Guo et al. 2017). Where one class has more than four fifths of the samples,
 * so that accuracy says little, also balanced accuracy (the mean recall of the classes that there
 * are) and macro-F1 (the mean F1 of the classes that there are or that are answered).
 */
final class ClassMetrics {
  private static final int BINS = 15;

  /** The share of the largest class above which accuracy is not left to stand alone. */
  private static final double IMBALANCED = 0.8;

  /**
   * Probabilities of 0 are taken for this, so that one confident error does not make all infinite.
   */
  private static final double SMALLEST = 1e-12;

  private ClassMetrics() {}

  static Metrics measure(Predictions predictions, int[] labels) {
    int correct = 0;
    double logLoss = 0;
    int[] hits = new int[BINS];
    double[] confidence = new double[BINS];
    for (int i = 0; i < labels.length; i++) {
      float[] row = predictions.rows()[i];
      int decided = Rows.mostLikely(row);
      boolean hit = decided == labels[i];
      double certain = probability(predictions.kind(), row, decided);
      int bin = Math.min(BINS - 1, (int) (certain * BINS));
      confidence[bin] += certain;
      if (hit) {
        correct++;
        hits[bin]++;
      }
      logLoss += logLoss(predictions.kind(), row, labels[i]);
    }
    double calibration = 0;
    for (int bin = 0; bin < BINS; bin++) {
      // |accuracy − confidence| of the bin, weighted by its share of the samples.
      calibration += Math.abs(hits[bin] - confidence[bin]) / labels.length;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("accuracy", (double) correct / labels.length);
    figures.put(Evaluation.LOG_LOSS, logLoss / labels.length);
    figures.put("calibration-error", calibration);
    addBalanced(figures, predictions, labels);
    return new Metrics("accuracy", true, figures);
  }

  private static void addBalanced(
      Map<String, Double> figures, Predictions predictions, int[] labels) {
    int classes = predictions.rows()[0].length;
    int[] present = new int[classes];
    int[] answered = new int[classes];
    int[] right = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      int decided = Rows.mostLikely(predictions.rows()[i]);
      present[labels[i]]++;
      answered[decided]++;
      right[decided] += decided == labels[i] ? 1 : 0;
    }
    if (Arrays.stream(present).max().orElseThrow() <= IMBALANCED * labels.length) {
      return;
    }
    figures.put(
        "balanced-accuracy",
        IntStream.range(0, classes)
            .filter(c -> present[c] > 0)
            .mapToDouble(c -> (double) right[c] / present[c])
            .average()
            .orElseThrow());
    figures.put(
        "macro-f1",
        IntStream.range(0, classes)
            .filter(c -> present[c] + answered[c] > 0)
            .mapToDouble(c -> 2.0 * right[c] / (present[c] + answered[c]))
            .average()
            .orElseThrow());
  }

  static Map<String, double[]> perSample(Predictions predictions, int[] labels) {
    double[] hits = new double[labels.length];
    double[] losses = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      float[] row = predictions.rows()[i];
      hits[i] = Rows.mostLikely(row) == labels[i] ? 1 : 0;
      losses[i] = logLoss(predictions.kind(), row, labels[i]);
    }
    return Map.of("accuracy", hits, Evaluation.LOG_LOSS, losses);
  }

  private static double logLoss(TargetKind kind, float[] row, int label) {
    return -Math.log(Math.max(SMALLEST, probability(kind, row, label)));
  }

  private static double probability(TargetKind kind, float[] row, int index) {
    return switch (kind) {
      case LOGITS -> Math.exp(row[index] - Rows.logSumExp(row));
      case LOG_PROBABILITIES -> Math.exp(row[index]);
      case PROBABILITIES -> row[index];
      default -> throw new IllegalArgumentException("Classes cannot be predicted by " + kind);
    };
  }
}
