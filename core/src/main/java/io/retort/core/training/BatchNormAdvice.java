package io.retort.core.training;

import io.retort.core.Warning;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;
import java.util.Optional;

/** Batches of one vector, of which batch normalisation leaves nothing: x - mean(x) = 0. */
final class BatchNormAdvice {
  private BatchNormAdvice() {}

  /**
   * What to say of a network that will be trained.
   *
   * @param place what is trained, for the warning
   * @param plan the network
   * @param settings how it is trained
   * @param samples the training samples
   * @return the first layer that normalises single vectors
   */
  static Optional<Warning> of(
      String place, NetworkPlan plan, TrainingSettings settings, int samples) {
    int batch = settings.batch();
    boolean last = samples % batch == 1 && !(settings.dropLast() && samples > batch);
    if (batch != 1 && !last) {
      return Optional.empty();
    }
    String lonely =
        batch == 1
            ? "a batch has"
            : "the last one of " + samples + " samples in batches of " + batch + " has";
    return plan.description().nodes().stream()
        .filter(node -> node.layer() instanceof Layer.BatchNorm && isVector(plan, node))
        .findFirst()
        .map(
            node ->
                new Warning(
                    "batch-norm-batch-of-one",
                    place + ", layer '" + node.name() + "'",
                    "it normalises vectors over batches, and "
                        + lonely
                        + " one sample, of which it leaves nothing; choose another batch, of 16 or"
                        + " more"));
  }

  private static boolean isVector(NetworkPlan plan, Node node) {
    Shape shape = plan.shape(node.name());
    return shape.elements() == shape.extent(0);
  }
}
