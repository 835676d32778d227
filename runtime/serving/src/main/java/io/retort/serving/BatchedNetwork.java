package io.retort.serving;

import io.retort.core.backend.Activations;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.network.NetworkPlan;
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

  private final NetworkPlan plan;
  private final InferenceNetwork network;
  private Tensor inputs;

  BatchedNetwork(NetworkPlan plan, InferenceNetwork network) {
    this.plan = plan;
    this.network = network;
    this.inputs = Tensor.allocate(plan.input().batch(1));
  }

  Map<String, List<float[]>> run(List<StudentHead> heads, List<float[]> samples) {
    Map<String, List<float[]>> outputs = new LinkedHashMap<>();
    heads.forEach(head -> outputs.put(head.name(), new ArrayList<>(samples.size())));
    int from = 0;
    while (from < samples.size()) {
      // Powers of two, as a backend prepares for each size of a batch that it has not seen.
      int count = Math.min(BATCH, Integer.highestOneBit(samples.size() - from));
      Activations computed = network.forward(batch(samples.subList(from, from + count)));
      for (StudentHead head : heads) {
        split(computed.get(head.node()).toArray(), count, outputs.get(head.name()));
      }
      from += count;
    }
    return outputs;
  }

  private DeviceTensor batch(List<float[]> samples) {
    int count = samples.size();
    if (inputs.shape().extent(0) < count) {
      inputs.close();
      inputs = Tensor.allocate(plan.input().batch(count));
    }
    Tensor batch = inputs.rows(0, count);
    int width = plan.input().elements();
    for (int i = 0; i < count; i++) {
      batch.write(i * width, samples.get(i));
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
