package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Measures models on samples. */
public final class Evaluation {
  /** The figure of heads with classes that tells models apart which decide alike. */
  public static final String LOG_LOSS = "log-loss";

  private Evaluation() {}

  /**
   * A network's metrics.
   *
   * @param network the network, run in inference mode
   * @param samples the samples
   * @param heads the heads of the samples
   * @return metrics by head, in the order of the heads
   */
  public static Map<String, Metrics> of(Network network, Samples samples, List<Head> heads) {
    Map<String, Metrics> metrics = new LinkedHashMap<>();
    Map<String, Predictions> predictions = predict(network, samples, heads);
    heads.forEach(
        head -> metrics.put(head.name(), measure(head, predictions.get(head.name()), samples)));
    return metrics;
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
      TargetKind kind =
          head.task() instanceof Task.Regression ? TargetKind.VALUES : TargetKind.LOGITS;
      predictions.put(
          head.name(), new Predictions(kind, new float[samples.size()][head.task().outputs()]));
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

  /**
   * The metrics of predictions, those of values in the units of the data.
   *
   * @param head the head
   * @param predictions what a model says of all samples
   * @param samples the samples
   * @return the metrics
   */
  public static Metrics measure(Head head, Predictions predictions, Samples samples) {
    try (Target.GroundTruth truth = truth(head, samples)) {
      return truth.match(
          classes -> ClassMetrics.measure(predictions, classes.labels()),
          labels -> MultiLabelMetrics.measure(predictions, labels.values()),
          numbers ->
              inUnits(
                  head,
                  predictions,
                  numbers,
                  (inUnits, values) ->
                      RegressionMetrics.measure(inUnits, values, head.task().names())));
    }
  }

  /**
   * What each sample contributes to the figures by which models are compared.
   *
   * @param head the head
   * @param predictions what a model says of all samples
   * @param samples the samples
   * @return for the score, and for {@link #LOG_LOSS} where there are classes, a value for each
   *     sample: its own where the figure is a mean over samples, otherwise the jackknife's
   *     pseudovalue, with which the figure varies from one set of samples to another as a mean does
   */
  public static Map<String, double[]> perSample(
      Head head, Predictions predictions, Samples samples) {
    try (Target.GroundTruth truth = truth(head, samples)) {
      return truth.match(
          classes -> ClassMetrics.perSample(predictions, classes.labels()),
          labels -> MultiLabelMetrics.perSample(predictions, labels.values()),
          numbers -> inUnits(head, predictions, numbers, RegressionMetrics::perSample));
    }
  }

  private static <T> T inUnits(
      Head head,
      Predictions predictions,
      Target.Values truth,
      BiFunction<Predictions, Tensor, T> measurement) {
    RowMapping units = ((Task.Regression) head.task()).toUnits();
    units.apply(truth.values(), truth.values());
    return measurement.apply(predictions.map(units), truth.values());
  }

  private static Target.GroundTruth truth(Head head, Samples samples) {
    return samples.labels(head.name(), range(0, samples.size()));
  }

  private static int[] range(int start, int count) {
    int[] indexes = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = start + i;
    }
    return indexes;
  }
}
