package io.retort.core.training;

import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * F1 over all decisions at probability 0.5 (micro-averaged), and the share of samples with every
 * label right. Without any positive decision or label, F1 is 1: nothing was missed.
 */
final class MultiLabelMetrics {

  private MultiLabelMetrics() {}

  static Metrics measure(Predictions predictions, Tensor labels) {
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
    int both = 0;
    int either = 0;
    int exact = 0;
    for (int i = 0; i < predictions.rows().length; i++) {
      float[] row = predictions.rows()[i];
      boolean right = true;
      for (int label = 0; label < row.length; label++) {
        boolean predicted = row[label] > threshold;
        boolean present = labels.get(i * row.length + label) >= 0.5f;
        both += predicted && present ? 2 : 0;
        either += (predicted ? 1 : 0) + (present ? 1 : 0);
        right &= predicted == present;
      }
      exact += right ? 1 : 0;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("micro-f1", either == 0 ? 1 : (double) both / either);
    figures.put("exact-match", (double) exact / predictions.rows().length);
    return new Metrics("micro-f1", true, figures);
  }
}
