package io.retort.benchmarks.libtorch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A network of a workload, see {@code ShapedNetworkTree}, as eager operations of libtorch. */
final class LibTorchNetwork {
  private final LibTorchLayers layers;
  private final List<Step> steps = new ArrayList<>();

  /** A layer, what it reads, and the values that no later one reads. */
  private record Step(
      String name, List<String> inputs, List<String> done, LibTorchLayers.Operation operation) {}

  LibTorchNetwork(JsonNode tree, boolean training, boolean channelsLast) {
    this.layers = new LibTorchLayers(training, channelsLast);
    Map<String, String> lastUse = new HashMap<>();
    for (JsonNode node : tree) {
      strings(node.required("from")).forEach(name -> lastUse.put(name, name(node)));
    }
    for (JsonNode node : tree) {
      List<String> inputs = strings(node.required("from"));
      List<String> done =
          inputs.stream().distinct().filter(name -> lastUse.get(name).equals(name(node))).toList();
      steps.add(new Step(name(node), inputs, done, layers.of(node)));
    }
  }

  private static String name(JsonNode node) {
    return node.required("name").asText();
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The trained arrays. */
  TensorVector parameters() {
    return new TensorVector(layers.parameters().toArray(new Tensor[0]));
  }

  /** How many numbers are trained. */
  long size() {
    return layers.parameters().stream().mapToLong(Tensor::numel).sum();
  }

  /** Drops the gradients. */
  void forgetGradients() {
    layers.parameters().forEach(parameter -> parameter.mutable_grad().put(new Tensor()));
  }

  /** Computes the outputs for a batch. */
  Tensor forward(Tensor batch) {
    Map<String, Tensor> values = new HashMap<>(Map.of("input", batch));
    Tensor last = batch;
    for (Step step : steps) {
      last =
          step.operation().forward(step.inputs().stream().map(values::get).toArray(Tensor[]::new));
      step.done().forEach(values::remove);
      values.put(step.name(), last);
    }
    return last;
  }
}
