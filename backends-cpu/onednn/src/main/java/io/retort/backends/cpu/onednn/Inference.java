package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes of a network in inference. Large batches go through it in slices, so that what a node has
 * written is still in the cache when the next one reads it. No value depends on the others of its
 * batch, and oneDNN's kernels sum up in the same order whatever the size of a batch.
 */
final class Inference implements AutoCloseable {
  /**
   * What the widest node of a slice reads and writes in a thread. The residual network of the
   * benchmarks takes 172 µs a sample in batches of 256, and 120 µs in batches of up to 32 (AVX-512,
   * 1 MiB of second-level cache).
   */
  private static final long SLICE_BYTES = 4 << 20;

  private final NetworkPlan plan;
  private final List<String> taps;
  private final NetworkPrograms programs;
  private final int slice;
  private final Map<String, Tensor> wholes = new HashMap<>();
  private NetworkProgram current;

  Inference(NetworkPlan plan, List<String> taps, NetworkPrograms programs, int threads) {
    this.plan = plan;
    this.taps = taps;
    this.programs = programs;
    this.slice = slice(plan, threads);
  }

  /** A power of two, as most batches are multiples of one. */
  private static int slice(NetworkPlan plan, int threads) {
    long widest = 1;
    for (Node node : plan.description().nodes()) {
      long values = plan.shape(node.name()).elements();
      for (String input : node.inputs()) {
        values += plan.shape(input).elements();
      }
      widest = Math.max(widest, values);
    }
    long samples = Math.max(1, SLICE_BYTES / (Float.BYTES * widest));
    return (int) Math.min(1 << 20, threads * Long.highestOneBit(samples));
  }

  void forward(Tensor inputs) {
    int batch = inputs.shape().extent(0);
    if (batch <= slice) {
      current = programs.of(Mode.INFERENCE, inputs);
      current.forward(inputs);
      return;
    }
    NetworkPrograms.check(plan, inputs);
    current = null;
    taps.forEach(tap -> makeRoom(tap, batch));
    for (int from = 0; from < batch; from += slice) {
      int count = Math.min(slice, batch - from);
      Tensor rows = inputs.rows(from, count);
      NetworkProgram program = programs.of(Mode.INFERENCE, rows);
      program.forward(rows);
      for (String tap : taps) {
        FloatBuffer values = program.output(tap).values();
        wholes.get(tap).rows(from, count).values().put(0, values, 0, values.capacity());
      }
    }
  }

  private void makeRoom(String tap, int batch) {
    Tensor whole = wholes.get(tap);
    if (whole != null && whole.shape().extent(0) != batch) {
      wholes.remove(tap).close();
      whole = null;
    }
    if (whole == null) {
      wholes.put(tap, Tensor.allocate(plan.shape(tap).batch(batch)));
    }
  }

  /** A tap's values for the last batch. */
  Tensor output(String tap) {
    return current == null ? wholes.get(tap) : current.output(tap);
  }

  @Override
  public void close() {
    wholes.values().forEach(Tensor::close);
  }
}
