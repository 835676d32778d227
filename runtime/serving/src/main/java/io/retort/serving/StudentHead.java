package io.retort.serving;

import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkPlan;
import java.util.List;

/**
 * Something that a student predicts.
 *
 * @param name the head's name
 * @param node the node of the network that predicts it
 * @param predicts {@link TargetKind#CLASSES}, {@link TargetKind#MULTI_LABELS} or {@link
 *     TargetKind#VALUES}
 * @param names the names of the classes, labels or values, in the order of the outputs
 * @param scales for each value the scale that the network has it in, from which predictions are
 *     brought back to the units of the data; empty for classes and labels
 */
public record StudentHead(
    String name,
    String node,
    TargetKind predicts,
    List<String> names,
    List<Standardization> scales) {

  public StudentHead {
    names = List.copyOf(names);
    scales = List.copyOf(scales);
  }

  static StudentHead of(Head head, NetworkPlan plan) {
    return new StudentHead(
        head.name(),
        head.output(plan),
        head.task().labelKind(),
        head.task().names(),
        head.task() instanceof Task.Regression values ? values.scales() : List.of());
  }

  /**
   * Turns the network's output into probabilities, or values in the units of the data, in place.
   */
  float[] toPrediction(float[] output) {
    if (predicts == TargetKind.CLASSES) {
      softmax(output);
    } else if (predicts == TargetKind.MULTI_LABELS) {
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) (1 / (1 + Math.exp(-output[i])));
      }
    } else {
      for (int i = 0; i < scales.size(); i++) {
        output[i] = (float) scales.get(i).invert(output[i]);
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
