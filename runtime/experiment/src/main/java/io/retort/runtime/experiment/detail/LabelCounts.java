package io.retort.runtime.experiment.detail;

import io.retort.core.metric.LabelPredictions;

/** How often the models of one arm were right about each label, over all of its seeds. */
final class LabelCounts {
  private final int[] samples;
  private final int[] predicted;
  private final int[] right;
  private int all;

  LabelCounts(int labels) {
    samples = new int[labels];
    predicted = new int[labels];
    right = new int[labels];
  }

  void add(LabelPredictions said) {
    all += said.size();
    for (int i = 0; i < said.size(); i++) {
      for (int label = 0; label < samples.length; label++) {
        boolean present = said.isPresent(i, label);
        boolean found = said.isPredicted(i, label);
        samples[label] += present ? 1 : 0;
        predicted[label] += found ? 1 : 0;
        right[label] += present && found ? 1 : 0;
      }
    }
  }

  OfLabels counted() {
    return new OfLabels(all, samples, predicted, right);
  }

  /**
   * The counts.
   *
   * @param all the number of samples
   * @param samples how many of them have each label
   * @param predicted of how many it was said
   * @param right how often that is true
   */
  record OfLabels(int all, int[] samples, int[] predicted, int[] right) {}
}
