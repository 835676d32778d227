package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds dense layers that read a flattened image whose channels convolutions leave innermost. In
 * inference such a layer reads the image in place, and its weights are reordered instead. The
 * choice depends on the layers alone, so that sums are in the same order for batches of all sizes.
 */
final class FlattenedImages {
  private final NetworkPlan plan;
  private final Collection<String> taps;

  FlattenedImages(NetworkPlan plan, Collection<String> taps) {
    this.plan = plan;
    this.taps = taps;
  }

  /** The node whose image a dense layer reads. */
  Optional<String> readBy(Node dense) {
    return dense.layer() instanceof Layer.Dense
        ? flattening(dense.inputs().get(0))
            .map(flatten -> flatten.inputs().get(0))
            .filter(this::hasChannels)
            .filter(this::comesFromConvolution)
        : Optional.empty();
  }

  /** The layer that flattens an image; dropout may follow it. */
  private Optional<Node> flattening(String name) {
    return node(name)
        .flatMap(
            node ->
                node.layer() instanceof Layer.Dropout
                    ? flattening(node.inputs().get(0))
                    : Optional.of(node).filter(each -> each.layer() instanceof Layer.Flatten));
  }

  private Optional<Node> node(String name) {
    return name.equals(NetworkDescription.INPUT)
        ? Optional.empty()
        : Optional.of(plan.description().node(name));
  }

  private boolean hasChannels(String image) {
    Shape shape = plan.shape(image);
    return shape.rank() == 3 && shape.extent(0) > 1 && shape.extent(1) * shape.extent(2) > 1;
  }

  private boolean comesFromConvolution(String image) {
    return node(image)
        .filter(
            node ->
                node.layer() instanceof Layer.Conv2d
                    || (keepsOrder(node.layer()) && comesFromConvolution(node.inputs().get(0))))
        .isPresent();
  }

  private static boolean keepsOrder(Layer layer) {
    return layer instanceof Layer.MaxPool
        || layer instanceof Layer.AvgPool
        || layer instanceof Layer.BatchNorm
        || layer instanceof Layer.Activation
        || layer instanceof Layer.Dropout
        || layer instanceof Layer.Add;
  }

  /**
   * Whether a node flattens the image, or drops parts of it, only for layers that read the image.
   */
  boolean isPassedBy(Node node) {
    boolean passes =
        (node.layer() instanceof Layer.Flatten || node.layer() instanceof Layer.Dropout)
            && flattening(node.name()).isPresent();
    List<Node> readers =
        plan.description().nodes().stream()
            .filter(other -> other.inputs().contains(node.name()))
            .toList();
    return passes
        && !taps.contains(node.name())
        && readers.stream().allMatch(reader -> readBy(reader).isPresent() || isPassedBy(reader));
  }
}
