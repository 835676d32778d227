package io.retort.core.training;

import io.retort.core.loss.TargetKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Accuracy, log-loss (mean negative log-likelihood, in nats) and expected calibration error over 15
 * bins of equal width (Guo et al. 2017).
 */
final class ClassMetrics {
  private static final int BINS = 15;

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
      logLoss -= Math.log(Math.max(SMALLEST, probability(predictions.kind(), row, labels[i])));
    }
    double calibration = 0;
    for (int bin = 0; bin < BINS; bin++) {
      // |accuracy − confidence| of the bin, weighted by its share of the samples.
      calibration += Math.abs(hits[bin] - confidence[bin]) / labels.length;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("accuracy", (double) correct / labels.length);
    figures.put("log-loss", logLoss / labels.length);
    figures.put("calibration-error", calibration);
    return new Metrics("accuracy", true, figures);
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
