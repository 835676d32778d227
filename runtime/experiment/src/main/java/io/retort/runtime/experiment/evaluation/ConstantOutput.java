package io.retort.runtime.experiment.evaluation;

import io.retort.core.Echo;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.metric.Predictions;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model that gives the same output for every sample, though the truth differs.
 *
 * @param head the head of the output
 * @param output the class, or the value
 * @param deadLayer the first layer that says the same of every sample, if it is a network with one
 */
public record ConstantOutput(String head, String output, Optional<String> deadLayer) {
  private static final int PROBED = 256;

  /** What a model gives for all samples; empty if outputs differ, or if the truth does not. */
  static Optional<String> of(Head head, Predictions predictions, Samples samples) {
    return head.task()
        .match(
            classes -> ofClasses(head, predictions, samples),
            labels -> ofNumbers(head, predictions),
            values -> ofNumbers(head, predictions),
            embedding -> ofNumbers(head, predictions));
  }

  private static Optional<String> ofClasses(Head head, Predictions predictions, Samples samples) {
    int[] all = IntStream.range(0, predictions.rows().length).toArray();
    Target.Classes truth = (Target.Classes) samples.labels(head.name(), all);
    int first = predictions.mostLikely(0);
    return Arrays.stream(truth.labels()).distinct().count() > 1
            && Arrays.stream(all).allMatch(i -> predictions.mostLikely(i) == first)
        ? Optional.of(head.task().names().get(first))
        : Optional.empty();
  }

  /** Of numbers, a model that listens to its inputs hardly gives the very same twice. */
  private static Optional<String> ofNumbers(Head head, Predictions predictions) {
    float[][] rows = predictions.rows();
    return rows.length > 1 && Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))
        ? Optional.of(text(head.task().toUnits().apply(rows[0])))
        : Optional.empty();
  }

  private static String text(float[] row) {
    return Echo.of(IntStream.range(0, row.length).mapToObj(i -> Float.toString(row[i])).toList());
  }

  /** The first layer of a network whose output is the same for all samples. */
  static Optional<String> deadLayer(ComputeBackend backend, SavedNetwork saved, Samples samples) {
    Set<String> nodes =
        saved.plan().description().nodes().stream().map(Node::name).collect(Collectors.toSet());
    int[] probed = IntStream.range(0, Math.min(PROBED, samples.size())).toArray();
    try (Network network = backend.compile(saved.plan(), new CompileOptions(nodes, 0));
        Tensor inputs = Tensor.allocate(saved.plan().input().batch(probed.length))) {
      network.load(saved.weights());
      samples.inputs(probed, inputs);
      Activations activations = network.forward(DeviceTensor.of(inputs), Mode.INFERENCE);
      return saved.plan().description().nodes().stream()
          .map(Node::name)
          .filter(node -> constant(activations.get(node), probed.length))
          .findFirst();
    }
  }

  private static boolean constant(DeviceTensor output, int samples) {
    float[] values = output.toArray();
    int width = values.length / samples;
    return IntStream.range(width, values.length).allMatch(i -> values[i] == values[i % width]);
  }
}
