package io.retort.core.loss;

import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Tensor;
import java.util.List;

/**
 * A batch as a {@link CriterionSession} compares it.
 *
 * @param outputs the student's outputs, {@code [batch, …]} each
 * @param targets the targets, with as many rows
 * @param samples for each row, the sample's index among the training samples
 * @param parameters the present values of the criterion's own parameters
 * @param threads may share the work
 */
public record CriterionInput(
    List<Tensor> outputs,
    List<Target> targets,
    int[] samples,
    float[] parameters,
    HostThreads threads) {
  public CriterionInput {
    outputs = List.copyOf(outputs);
    targets = List.copyOf(targets);
  }

  /** A batch for the calling thread alone. */
  public CriterionInput(
      List<Tensor> outputs, List<Target> targets, int[] samples, float[] parameters) {
    this(outputs, targets, samples, parameters, HostThreads.caller());
  }

  /**
   * The same batch for several threads.
   *
   * @param others the threads that may share the work
   * @return the batch
   */
  public CriterionInput with(HostThreads others) {
    return new CriterionInput(outputs, targets, samples, parameters, others);
  }
}
