package io.retort.runtime.serving;

import io.retort.core.loss.TargetKind;
import java.util.List;

/**
 * Something that a student predicts.
 *
 * @param name the head's name
 * @param node the node of the network that predicts it
 * @param predicts {@link TargetKind#CLASSES}, {@link TargetKind#MULTI_LABELS} or {@link
 *     TargetKind#VALUES}
 * @param names the names of the classes, labels or values, in the order of the outputs
 */
public record StudentHead(String name, String node, TargetKind predicts, List<String> names) {

  public StudentHead {
    names = List.copyOf(names);
  }

  /** Turns the network's output into probabilities, in place, where it is not a value already. */
  float[] toPrediction(float[] output) {
    if (predicts == TargetKind.CLASSES) {
      softmax(output);
    } else if (predicts == TargetKind.MULTI_LABELS) {
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) (1 / (1 + Math.exp(-output[i])));
      }
    }
    return output;
  }

  private static void softmax(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.exp(logits[i] - largest);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (logits[i] / sum);
    }
  }
}
