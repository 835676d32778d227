package io.retort.serving;

import io.retort.core.backend.Activations;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network and its inputs, used by one thread at a time. */
final class BatchedNetwork implements AutoCloseable {
  /** Samples that are predicted together at most. */
  private static final int BATCH = 256;

  private final InputCheck check;
  private final InferenceNetwork network;
  private Tensor inputs;

  BatchedNetwork(InputCheck check, InferenceNetwork network) {
    this.check = check;
    this.network = network;
    this.inputs = Tensor.allocate(check.shape().batch(1));
  }

  /**
   * Predicts samples.
   *
   * @throws io.retort.core.RetortException if one of them is refused
   */
  Map<String, List<float[]>> run(List<StudentHead> heads, List<float[]> samples) {
    Map<String, List<float[]>> outputs = new LinkedHashMap<>();
    heads.forEach(head -> outputs.put(head.name(), new ArrayList<>(samples.size())));
    int from = 0;
    while (from < samples.size()) {
      // Powers of two, as a backend prepares for each size of a batch that it has not seen.
      int count = Math.min(BATCH, Integer.highestOneBit(samples.size() - from));
      Activations computed = network.forward(batch(samples, from, count));
      for (StudentHead head : heads) {
        split(computed.get(head.node()).toArray(), count, outputs.get(head.name()));
      }
      from += count;
    }
    return outputs;
  }

  private DeviceTensor batch(List<float[]> samples, int from, int count) {
    if (inputs.shape().extent(0) < count) {
      inputs.close();
      inputs = Tensor.allocate(check.shape().batch(count));
    }
    Tensor batch = inputs.rows(0, count);
    int width = check.shape().elements();
    for (int i = 0; i < count; i++) {
      // Each while it is in the cache.
      float[] sample = samples.get(from + i);
      check.require(sample, from + i, samples.size());
      batch.write(i * width, sample);
    }
    return DeviceTensor.of(batch);
  }

  private static void split(float[] all, int count, List<float[]> rows) {
    int length = all.length / count;
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(all, i * length, (i + 1) * length));
    }
  }

  @Override
  public void close() {
    network.close();
    inputs.close();
  }
}
