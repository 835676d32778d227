package io.retort.runtime.prediction;

import io.retort.core.loss.TargetKind;
import io.retort.serving.StudentHead;

/**
 * What a head says of a sample.
 *
 * @param head the head
 * @param values a probability for each class or label, or the values
 */
record Prediction(StudentHead head, float[] values) {

  /** The class with the largest probability; for a head of classes. */
  String mostLikely() {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return head.names().get(best);
  }

  boolean isClass() {
    return head.predicts() == TargetKind.CLASSES;
  }

  boolean isLabels() {
    return head.predicts() == TargetKind.MULTI_LABELS;
  }

  /** Whether a label is set; for a head of labels. */
  boolean isSet(int label) {
    return values[label] >= 0.5f;
  }
}
