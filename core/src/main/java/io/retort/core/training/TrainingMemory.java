package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.TensorMemory;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a training needs at least: weights, their gradients and what the optimizer remembers of
 * them, and the outputs of all nodes for one batch. Backends and samples need more; this much every
 * training needs.
 */
final class TrainingMemory {
  /** How many samples are evaluated at once, where their activations are small. */
  private static final int EVALUATED = 256;

  private static final long EVALUATED_BYTES = 1L << 30;

  private TrainingMemory() {}

  /**
   * Refuses what cannot fit.
   *
   * @param plans the networks of the plan's learners
   * @param samples the training samples
   * @throws RetortException naming what to make smaller
   */
  static void require(
      DistillationPlan plan,
      Map<String, NetworkPlan> plans,
      int samples,
      TrainingSettings settings) {
    require(
        plans.values(),
        remembered(plan, plans, settings),
        samples,
        settings.batch(),
        TensorMemory.limit());
  }

  /**
   * The same for a given amount of memory.
   *
   * @param remembered how many values the optimizers remember
   * @param limit in bytes
   */
  static void require(
      Collection<NetworkPlan> plans, long remembered, int samples, int requested, long limit) {
    long weights = plans.stream().mapToLong(plan -> plan.parameters().length()).sum();
    long bytes = (2 * weights + remembered) * Float.BYTES;
    if (bytes > limit) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          String.format(
              "The network has %,d weights, which with their gradients and the %,d values that the"
                  + " optimizer remembers take %s; make its layers smaller, or take an optimizer"
                  + " that remembers less (%s)",
              weights, remembered, TensorMemory.size(bytes), TensorMemory.advice(limit, bytes)));
    }
    int batch = Math.min(requested, samples);
    plans.forEach(plan -> requireBatch(plan, batch));
    long activations = batch * plans.stream().mapToLong(TrainingMemory::perSample).sum();
    if (activations > limit) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          String.format(
              "The training's 'batch' has %,d samples at once, for which the outputs of the nodes"
                  + " take %s; make it or the layers smaller (%s)",
              batch, TensorMemory.size(activations), TensorMemory.advice(limit, activations)));
    }
  }

  /**
   * How many values the optimizers remember in the stage in which it is most. Nodes that are frozen
   * for a while count, since they join later.
   */
  static long remembered(
      DistillationPlan plan, Map<String, NetworkPlan> plans, TrainingSettings settings) {
    return plan.stages().stream()
        .mapToLong(
            stage ->
                stage.optimizer().orElse(settings.optimizer()).stateVectors()
                    * stage.terms().keySet().stream()
                        .mapToLong(name -> trained(name, plans.get(name), stage, settings))
                        .sum())
        .max()
        .orElse(0);
  }

  /** How many weights of a learner change in a stage. */
  private static long trained(
      String learner, NetworkPlan plan, Stage stage, TrainingSettings settings) {
    ToDoubleFunction<String> rates = NodeRates.of(learner, stage, settings, NodeTuning::rate);
    return plan.parameters().slices().stream()
        .filter(slice -> rates.applyAsDouble(slice.node()) != 0)
        .mapToLong(slice -> slice.shape().elements())
        .sum();
  }

  private static void requireBatch(NetworkPlan plan, int batch) {
    for (Node node : plan.description().nodes()) {
      Shape output = plan.shape(node.name());
      try {
        output.batch(batch);
      } catch (IllegalArgumentException tooLarge) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            String.format(
                "The training's 'batch' has %,d samples at once, for which node '%s' gives %s"
                    + " values each, more than 2 GiB; make it or the layer smaller",
                batch, node.name(), output),
            tooLarge);
      }
    }
  }

  /** The bytes of all outputs for one sample. */
  private static long perSample(NetworkPlan plan) {
    return plan.description().nodes().stream()
        .mapToLong(node -> (long) plan.shape(node.name()).elements() * Float.BYTES)
        .sum();
  }

  /** How many samples to evaluate at once. */
  static int evaluated(NetworkPlan plan) {
    return (int) Math.max(1, Math.min(EVALUATED, EVALUATED_BYTES / perSample(plan)));
  }
}
