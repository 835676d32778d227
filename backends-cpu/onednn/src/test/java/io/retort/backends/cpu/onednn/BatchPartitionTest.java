package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import org.junit.jupiter.api.Test;

/** How threads share the work on a batch. */
class BatchPartitionTest {
  /** A sample is 1000 multiplications. */
  private static final NetworkPlan DENSE = plan(new Layer.Dense(10, ActivationFunction.LINEAR));

  private static NetworkPlan plan(Layer... layers) {
    NetworkDescription.Builder network = NetworkDescription.sequence();
    for (int i = 0; i < layers.length; i++) {
      network.add("layer" + i, layers[i]);
    }
    return NetworkPlan.of(network.build(), Shape.of(100));
  }

  private static Limits limits(
      int threads, long multiplicationsPerThread, long multiplicationsPerPart) {
    return new Limits(threads, multiplicationsPerThread, multiplicationsPerPart, false, 0);
  }

  private static BatchPartition of(NetworkPlan plan, Mode mode, int batch, Limits limits) {
    return BatchPartition.of(plan, mode, batch, limits);
  }

  @Test
  void aPartMoreNeedsAsMuchWorkMore() {
    Limits limits = limits(4, Long.MAX_VALUE, 10_000);
    assertEquals(new BatchPartition(1, 1), of(DENSE, Mode.TRAINING, 19, limits));
    assertEquals(new BatchPartition(2, 1), of(DENSE, Mode.TRAINING, 20, limits));
    assertEquals(new BatchPartition(4, 1), of(DENSE, Mode.TRAINING, 1000, limits));
  }

  @Test
  void noPartIsEmpty() {
    Limits limits = limits(4, Long.MAX_VALUE, 1);
    assertEquals(new BatchPartition(3, 1), of(DENSE, Mode.TRAINING, 3, limits));
    assertEquals(new BatchPartition(1, 1), of(DENSE, Mode.TRAINING, 1, limits));
    BatchPartition thirds = new BatchPartition(3, 1);
    assertEquals(0, thirds.first(0, 5));
    assertEquals(1, thirds.first(1, 5));
    assertEquals(3, thirds.first(2, 5));
    assertEquals(5, thirds.first(3, 5));
  }

  @Test
  void normalisationOverTheBatchNeedsAllOfIt() {
    NetworkPlan plan =
        plan(new Layer.BatchNorm(0.1, 1e-5), new Layer.Dense(10, ActivationFunction.LINEAR));
    Limits limits = limits(4, 10_000, 1);
    assertEquals(new BatchPartition(1, 1), of(plan, Mode.TRAINING, 19, limits));
    assertEquals(new BatchPartition(1, 2), of(plan, Mode.TRAINING, 20, limits));
    assertEquals(new BatchPartition(4, 1), of(plan, Mode.INFERENCE, 20, limits));
  }

  @Test
  void manyParametersAreNotCopiedForEachPart() {
    NetworkPlan wide = plan(new Layer.Dense(10_000, ActivationFunction.LINEAR));
    Limits limits = limits(2, 1, 1);
    assertEquals(new BatchPartition(1, 2), of(wide, Mode.TRAINING, 100, limits));
    assertEquals(new BatchPartition(2, 1), of(wide, Mode.TRAINING, 1000, limits));
  }
}
