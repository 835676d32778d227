package io.retort.runtime.experiment.recording;

import io.retort.core.data.Head;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a network's values to the units of the data by a layer of its own for each head, so that
 * other programs, which know nothing of the scale in which it was trained, get what they expect.
 */
public final class OutputUnits {

  private OutputUnits() {}

  /** The student, or one with more layers where it has values on another scale. */
  static SavedModel of(SavedModel student) {
    return student.signature().map(taught -> of(student.network(), taught)).orElse(student);
  }

  private static SavedModel of(SavedNetwork network, Signature taught) {
    SavedNetwork result = network;
    List<Head> heads = new ArrayList<>();
    for (Head head : taught.heads()) {
      if (head.task().toUnits().isIdentity()) {
        heads.add(head);
      } else {
        result = rescaled(result, head.output(network.plan()), head.task().scales());
        heads.add(new Head(head.name(), inUnits(head.task())));
      }
    }
    return new SavedModel(result, Optional.of(new Signature(taught.preparation(), heads)));
  }

  private static Task inUnits(Task task) {
    return task.match(
        classes -> classes,
        labels -> labels,
        values -> new Task.Regression(values.names()),
        embedding -> embedding);
  }

  /** The node gets another name, and one that rescales takes its place as the output. */
  private static SavedNetwork rescaled(
      SavedNetwork network, String output, List<Standardization> scales) {
    NetworkDescription description = network.plan().description();
    String inner = output + "-scaled";
    while (has(description, inner)) {
      inner += "-scaled";
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : description.nodes()) {
      String renamed = inner;
      nodes.add(
          new Node(
              node.name().equals(output) ? inner : node.name(),
              node.layer(),
              node.inputs().stream().map(read -> read.equals(output) ? renamed : read).toList()));
    }
    int count = scales.size();
    nodes.add(new Node(output, new Layer.Dense(count, ActivationFunction.LINEAR), List.of(inner)));
    NetworkPlan plan =
        NetworkPlan.of(
            new NetworkDescription(nodes, description.outputs()), network.plan().input());
    float[] diagonal = new float[count * count];
    float[] means = new float[count];
    for (int i = 0; i < count; i++) {
      diagonal[i * count + i] = (float) scales.get(i).deviation();
      means[i] = (float) scales.get(i).mean();
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    String old = output + ".";
    String prefix = inner + ".";
    network
        .weights()
        .arrays()
        .forEach(
            (name, array) ->
                arrays.put(
                    name.startsWith(old) ? prefix + name.substring(old.length()) : name, array));
    arrays.put(old + "weight", new Weights.Array(Shape.of(count, count), diagonal));
    arrays.put(old + "bias", new Weights.Array(Shape.of(count), means));
    return new SavedNetwork(plan, new Weights(arrays));
  }

  private static boolean has(NetworkDescription description, String name) {
    return description.nodes().stream().anyMatch(node -> node.name().equals(name));
  }
}
