package io.retort.runtime.experiment.evaluation;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Samples;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** How long networks take for a prediction. */
public final class Latency {
  private static final int FEWEST = 5;
  private static final int MOST = 500;
  private static final long LONGEST_NANOS = 200_000_000L;

  private Latency() {}

  /**
   * Predicts one sample after the other, for a fifth of a second at most unless a few take longer.
   *
   * @param backend computes, with as many threads as it has
   * @param network the network
   * @param samples what it predicts; at least one
   * @return the median time of a prediction in seconds, without the first half of them, in which
   *     code and memory warm up
   */
  public static double median(ComputeBackend backend, SavedNetwork network, Samples samples) {
    long begun = System.nanoTime();
    long[] nanos = new long[MOST];
    int made = 0;
    try (Network compiled = backend.compile(network.plan(), CompileOptions.INFERENCE);
        Tensor inputs = Tensor.allocate(network.plan().input().batch(1))) {
      compiled.load(network.weights());
      DeviceTensor batch = DeviceTensor.of(inputs);
      List<String> outputs = network.plan().description().outputs();
      while (made < MOST && (made < FEWEST || System.nanoTime() - begun < LONGEST_NANOS)) {
        samples.inputs(new int[] {made % samples.size()}, inputs);
        long start = System.nanoTime();
        Activations activations = compiled.forward(batch, Mode.INFERENCE);
        outputs.forEach(output -> activations.get(output).onHost().close());
        nanos[made++] = System.nanoTime() - start;
      }
    }
    long[] warm = Arrays.copyOfRange(nanos, made / 2, made);
    Arrays.sort(warm);
    return warm[warm.length / 2] / 1e9;
  }
}
