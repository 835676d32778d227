package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.List;

/**
 * A batch as a {@link CriterionSession} compares it.
 *
 * @param outputs the student's outputs, {@code [batch, …]} each
 * @param targets the targets, with as many rows
 * @param samples for each row, the sample's index among the training samples
 * @param parameters the present values of the criterion's own parameters
 */
public record CriterionInput(
    List<Tensor> outputs, List<Target> targets, int[] samples, float[] parameters) {
  public CriterionInput {
    outputs = List.copyOf(outputs);
    targets = List.copyOf(targets);
  }
}
