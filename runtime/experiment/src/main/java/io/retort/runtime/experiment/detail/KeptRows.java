package io.retort.runtime.experiment.detail;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.LabelledPredictions;
import io.retort.core.metric.ValuePredictions;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says of some samples, as a file has it: of a class one row for a sample, of labels
 * and values one for each of them.
 *
 * @param rows in the order of the samples
 */
record KeptRows(List<Row> rows) {

  /**
   * One decision.
   *
   * @param sample the index of the sample
   * @param output the label or value that it is about; empty for a class
   * @param truth what is true
   * @param said what the model says
   * @param probability of what it says; not a number where it gives none
   */
  record Row(int sample, String output, String truth, String said, double probability) {}

  static KeptRows of(LabelledPredictions said, int[] samples) {
    List<Row> rows = new ArrayList<>();
    for (int sample : samples) {
      if (said instanceof ClassPredictions each) {
        int decision = each.decision(sample);
        rows.add(
            new Row(
                sample,
                "",
                each.classes().get(each.label(sample)),
                each.classes().get(decision),
                each.probability(sample, decision)));
      } else if (said instanceof LabelPredictions each) {
        for (int label = 0; label < each.labels().size(); label++) {
          rows.add(
              new Row(
                  sample,
                  each.labels().get(label),
                  each.isPresent(sample, label) ? "1" : "0",
                  each.isPredicted(sample, label) ? "1" : "0",
                  each.probability(sample, label)));
        }
      } else if (said instanceof ValuePredictions each) {
        for (int value = 0; value < each.values().size(); value++) {
          rows.add(
              new Row(
                  sample,
                  each.values().get(value),
                  Float.toString(each.truth(sample, value)),
                  Float.toString(each.predicted(sample, value)),
                  Double.NaN));
        }
      }
    }
    return new KeptRows(rows);
  }
}
