package io.retort.losses.metric;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import java.util.Arrays;

/**
 * How often classes or labels are there, and are decided for.
 *
 * @param samples the number of samples
 * @param present for each class, the samples that have it
 * @param decided for each class, the samples of which the model says that they have it
 * @param right for each class, those of which it is right to say so
 */
record ClassCounts(int samples, int[] present, int[] decided, int[] right) {
  /** The share of the largest class above which accuracy is not left to stand alone. */
  private static final double IMBALANCED = 0.8;

  static ClassCounts of(ClassPredictions predictions) {
    ClassCounts counts = ofNone(predictions.size(), predictions.classes().size());
    for (int i = 0; i < predictions.size(); i++) {
      int decision = predictions.decision(i);
      counts.present[predictions.label(i)]++;
      counts.decided[decision]++;
      counts.right[decision] += decision == predictions.label(i) ? 1 : 0;
    }
    return counts;
  }

  static ClassCounts of(LabelPredictions predictions) {
    ClassCounts counts = ofNone(predictions.size(), predictions.labels().size());
    for (int i = 0; i < predictions.size(); i++) {
      for (int label = 0; label < predictions.labels().size(); label++) {
        boolean present = predictions.isPresent(i, label);
        boolean predicted = predictions.isPredicted(i, label);
        counts.present[label] += present ? 1 : 0;
        counts.decided[label] += predicted ? 1 : 0;
        counts.right[label] += present && predicted ? 1 : 0;
      }
    }
    return counts;
  }

  private static ClassCounts ofNone(int samples, int classes) {
    return new ClassCounts(samples, new int[classes], new int[classes], new int[classes]);
  }

  int classes() {
    return present.length;
  }

  double recall(int index) {
    return (double) right[index] / present[index];
  }

  /** Not a number where the class is neither there nor decided for. */
  double f1(int index) {
    return 2.0 * right[index] / (present[index] + decided[index]);
  }

  double largestShare() {
    return (double) Arrays.stream(present).max().orElseThrow() / samples;
  }

  /** Whether one class has so many of the samples that accuracy says little. */
  boolean isImbalanced() {
    return Arrays.stream(present).max().orElseThrow() > IMBALANCED * samples;
  }
}
