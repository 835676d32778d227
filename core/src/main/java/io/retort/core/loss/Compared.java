package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.List;

/**
 * What is compared in one evaluation.
 *
 * @param outputs the student's outputs, {@code [batch, …]} each
 * @param targets the targets, with as many rows
 * @param samples for each row, the sample's index among the training samples
 * @param parameters the present values of the criterion's own parameters
 */
public record Compared(
    List<Tensor> outputs, List<Target> targets, int[] samples, float[] parameters) {
  public Compared {
    outputs = List.copyOf(outputs);
    targets = List.copyOf(targets);
  }
}
