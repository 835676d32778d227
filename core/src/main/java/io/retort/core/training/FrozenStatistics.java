package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The running statistics of nodes that are not trained. They stay as they are, as the weights of
 * these nodes do, though each pass in training mode moves them.
 */
final class FrozenStatistics implements AutoCloseable {
  private final List<Vector> statistics;
  private final List<Vector> kept;

  private FrozenStatistics(List<Vector> statistics) {
    this.statistics = statistics;
    this.kept = statistics.stream().map(Vector::like).toList();
    keep();
  }

  /** Those of a learner that has no optimizer yet. */
  static FrozenStatistics none() {
    return new FrozenStatistics(List.of());
  }

  /**
   * Those of a network as they are now.
   *
   * @param rates the factor of the learning rate for a node, 0 for one that is not trained
   */
  static FrozenStatistics of(Network network, ToDoubleFunction<String> rates) {
    return new FrozenStatistics(
        network.plan().buffers().slices().stream()
            .filter(slice -> rates.applyAsDouble(slice.node()) == 0)
            .map(slice -> network.buffers().slice(slice.offset(), slice.shape().elements()))
            .toList());
  }

  /** Keeps what the network has now. */
  void keep() {
    for (int i = 0; i < statistics.size(); i++) {
      kept.get(i).assign(statistics.get(i));
    }
  }

  /** Gives the network what was kept. */
  void restore() {
    for (int i = 0; i < statistics.size(); i++) {
      statistics.get(i).assign(kept.get(i));
    }
  }

  @Override
  public void close() {
    kept.forEach(Vector::close);
  }
}
