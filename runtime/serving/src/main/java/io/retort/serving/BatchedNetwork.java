package io.retort.serving;

import io.retort.core.backend.Activations;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network with its inputs and predictions, used by one thread at a time. */
final class BatchedNetwork implements AutoCloseable {
  /**
   * Samples that are predicted together at most. Their inputs should still be in the cache when the
   * network reads them: 256 samples of 784 values took 3 to 7% longer in one part, and 10% in parts
   * of 32, as multiplications of few rows take longer.
   */
  private static final int BATCH = 128;

  private final InputCheck check;
  private final FiniteCheck finite;
  private final InferenceNetwork network;
  private final Map<String, HeadPredictions> predictions = new HashMap<>();
  private Tensor inputs;
  private DeviceTensor batch;

  BatchedNetwork(InputCheck check, List<StudentHead> heads, InferenceNetwork network) {
    this.check = check;
    this.finite = new FiniteCheck(check.shape().elements());
    this.network = network;
    heads.forEach(head -> predictions.put(head.name(), new HeadPredictions(head)));
    this.inputs = Tensor.allocate(check.shape().batch(1));
    this.batch = DeviceTensor.of(inputs);
  }

  /**
   * Predicts samples.
   *
   * @return for each of the heads, the predictions of all samples
   * @throws io.retort.core.RetortException if one of them is refused
   */
  List<List<float[]>> run(List<StudentHead> heads, List<float[]> samples) {
    List<List<float[]>> rows = new ArrayList<>(heads.size());
    for (int i = 0; i < heads.size(); i++) {
      rows.add(new ArrayList<>(samples.size()));
    }
    int from = 0;
    while (from < samples.size()) {
      // Powers of two, as a backend prepares for each size of a batch that it has not seen.
      int count = Math.min(BATCH, Integer.highestOneBit(samples.size() - from));
      fill(samples, from, count);
      Activations computed = network.forward(batch);
      for (int i = 0; i < heads.size(); i++) {
        predictions.get(heads.get(i).name()).add(computed, rows.get(i), samples.size());
      }
      from += count;
    }
    return rows;
  }

  private void fill(List<float[]> samples, int from, int count) {
    makeRoom(count);
    int width = check.shape().elements();
    boolean fit = true;
    for (int i = 0; fit && i < count; i++) {
      // Each while it is in the cache.
      float[] sample = samples.get(from + i);
      fit = sample.length == width;
      if (fit) {
        finite.add(sample);
        inputs.write(i * width, sample);
      }
    }
    if (!finite.end() || !fit || check.readsTokens()) {
      for (int i = from; i < from + count; i++) {
        check.require(samples.get(i), i, samples.size());
      }
    }
  }

  /** The backend is given the same tensor again for as many samples, which it knows already. */
  private void makeRoom(int count) {
    if (inputs.shape().extent(0) < count) {
      inputs.close();
      inputs = Tensor.allocate(check.shape().batch(count));
    }
    if (batch.shape().extent(0) != count) {
      batch = DeviceTensor.of(inputs.rows(0, count));
    }
  }

  @Override
  public void close() {
    network.close();
    inputs.close();
  }
}
