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
 * @param task what it is
 */
public record StudentHead(String name, String node, Task task) {

  static StudentHead of(Head head, NetworkPlan plan) {
    return new StudentHead(head.name(), head.output(plan), head.task());
  }

  /**
   * What is predicted.
   *
   * @return {@link TargetKind#CLASSES}, {@link TargetKind#MULTI_LABELS} or {@link
   *     TargetKind#VALUES}
   */
  public TargetKind predicts() {
    return task.labelKind();
  }

  /**
   * The names of the classes, labels or values.
   *
   * @return in the order of the outputs
   */
  public List<String> names() {
    return task.names();
  }

  /**
   * Turns the network's output into probabilities, or values in the units of the data, in place.
   */
  float[] toPrediction(float[] output) {
    return switch (task.outputActivation()) {
      case SOFTMAX -> softmax(output);
      case SIGMOID -> sigmoid(output);
      case IDENTITY -> inUnits(output);
    };
  }

  private static float[] sigmoid(float[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return logits;
  }

  private float[] inUnits(float[] values) {
    List<Standardization> scales = task.scales();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scales.get(i).invert(values[i]);
    }
    return values;
  }

  private static float[] softmax(float[] logits) {
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
    return logits;
  }
}
