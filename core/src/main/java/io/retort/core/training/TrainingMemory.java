package io.retort.core.training;

import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.TensorMemory;
import java.util.Collection;

/**
 * What a training needs at least: weights and their gradients, and the outputs of all nodes for one
 * batch. Optimizers, backends and samples need more; this much every one of them needs.
 */
final class TrainingMemory {
  /** How many samples are evaluated at once, where their activations are small. */
  private static final int EVALUATED = 256;

  private static final long EVALUATED_BYTES = 1L << 30;

  private TrainingMemory() {}

  /**
   * Refuses what cannot fit.
   *
   * @throws RetortException naming what is to be made smaller
   */
  static void require(Collection<NetworkPlan> plans, Samples train, TrainingSettings settings) {
    require(plans, train.size(), settings.batch(), TensorMemory.limit());
  }

  /**
   * The same for a given amount of memory.
   *
   * @param limit in bytes
   */
  static void require(Collection<NetworkPlan> plans, int samples, int asked, long limit) {
    long weights = plans.stream().mapToLong(plan -> plan.parameters().length()).sum();
    long bytes = 3 * weights * Float.BYTES;
    if (bytes > limit) {
      throw new RetortException(
          String.format(
              "The network has %,d weights, which with their gradients and a copy take %s, and an"
                  + " optimizer comes on top; make its layers smaller (%s)",
              weights, TensorMemory.size(bytes), TensorMemory.advice(limit)));
    }
    int batch = Math.min(asked, samples);
    plans.forEach(plan -> requireBatch(plan, batch));
    long activations = batch * plans.stream().mapToLong(TrainingMemory::perSample).sum();
    if (activations > limit) {
      throw new RetortException(
          String.format(
              "The training's 'batch' has %,d samples at once, for which the outputs of the nodes"
                  + " take %s; make it or the layers smaller (%s)",
              batch, TensorMemory.size(activations), TensorMemory.advice(limit)));
    }
  }

  private static void requireBatch(NetworkPlan plan, int batch) {
    for (Node node : plan.description().nodes()) {
      Shape output = plan.shape(node.name());
      try {
        output.batch(batch);
      } catch (IllegalArgumentException tooLarge) {
        throw new RetortException(
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
