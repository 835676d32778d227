package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** One training's parameters and memory. Not thread-safe. */
@FunctionalInterface
public interface CriterionSession extends AutoCloseable {

  /**
   * The value, as the mean over the batch, and its gradients. Evaluating changes nothing: the same
   * inputs give the same value until {@link #remember} is called.
   *
   * @param input outputs and targets of the batch
   * @param gradients for each output, overwritten with d(value)/d(output)
   * @param parameterGradients overwritten with d(value)/d(parameters)
   * @return the value
   */
  double evaluate(CriterionInput input, List<Tensor> gradients, float[] parameterGradients);

  /**
   * What the criterion's own parameters start from. They are trained by the optimizer of the
   * student, without weight decay.
   *
   * @return a new array; empty unless overridden
   */
  default float[] initialParameters() {
    return new float[0];
  }

  /**
   * What is remembered from step to step, such as a bank of features. A checkpoint copies it, and
   * writes into it to go back to where it was.
   *
   * @return live tensors by name, closed with the session; none unless overridden
   */
  default Map<String, Tensor> memory() {
    return Map.of();
  }

  /**
   * Changes the memory after a step. Called once for each step by a training whose criterion has a
   * memory.
   *
   * @param input the input of the evaluation before the step
   */
  default void remember(CriterionInput input) {
    // A criterion without memory has nothing to do.
  }

  /** Frees the memory. */
  @Override
  default void close() {
    // There is none to free.
  }
}
