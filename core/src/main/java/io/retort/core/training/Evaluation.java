package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.metric.MetricSet;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures networks on samples. */
public final class Evaluation {

  private Evaluation() {}

  /**
   * A network's metrics.
   *
   * @param network the network, run in inference mode
   * @param samples the samples
   * @param heads the heads of the samples
   * @param metrics what is measured
   * @return metrics by head, in the order of the heads; without those that no metric is for
   */
  public static Map<String, Metrics> of(
      Network network, Samples samples, List<Head> heads, MetricSet metrics) {
    Map<String, Metrics> measured = new LinkedHashMap<>();
    Map<String, Predictions> predictions = predict(network, samples, heads);
    for (Head head : heads) {
      metrics
          .measure(head, predictions.get(head.name()), samples)
          .ifPresent(found -> measured.put(head.name(), found));
    }
    return measured;
  }

  /**
   * A network's predictions.
   *
   * @param network the network, run in inference mode
   * @param samples the samples
   * @param heads the heads to predict
   * @return predictions by head
   */
  public static Map<String, Predictions> predict(
      Network network, Samples samples, List<Head> heads) {
    Map<String, Predictions> predictions = new LinkedHashMap<>();
    for (Head head : heads) {
      predictions.put(
          head.name(),
          new Predictions(
              head.task().networkOutputKind(), new float[samples.size()][head.task().outputs()]));
    }
    int batch = TrainingMemory.evaluated(network.plan());
    for (int start = 0; start < samples.size(); start += batch) {
      int[] indexes = range(start, Math.min(batch, samples.size() - start));
      try (Tensor inputs = Tensor.allocate(network.plan().input().batch(indexes.length))) {
        samples.inputs(indexes, inputs);
        Activations activations = network.forward(DeviceTensor.of(inputs), Mode.INFERENCE);
        for (Head head : heads) {
          float[][] rows = predictions.get(head.name()).rows();
          try (Tensor output = activations.get(head.output(network.plan())).onHost()) {
            for (int i = 0; i < indexes.length; i++) {
              output.read(i * head.task().outputs(), rows[start + i]);
            }
          }
        }
      }
    }
    return predictions;
  }

  private static int[] range(int start, int count) {
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = start + i;
    }
    return indexes;
  }
}
