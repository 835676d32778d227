package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SequenceLength;
import io.retort.core.network.SequenceLength.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many steps each sample has, as values of a graph. */
final class PaddedSteps {
  private final NetworkPlan plan;
  private final OnnxGraphWriter graph;
  private final String input;
  private final Map<SequenceLength, String> counts = new HashMap<>();
  private final Map<String, String> masks = new HashMap<>();

  /**
   * The steps of a network.
   *
   * @param input the value of the network's input, of which nothing is added unless it is asked for
   */
  PaddedSteps(NetworkPlan plan, String input, OnnxGraphWriter graph) {
    this.plan = plan;
    this.graph = graph;
    this.input = input;
  }

  /** Whether the samples of a node's sequence have different numbers of steps. */
  boolean areOf(String node) {
    return plan.length(node).isPresent();
  }

  /** The number of steps, {@code [batch, 1]}, of 64 bits. */
  String count(String node) {
    return count(plan.length(node).orElseThrow());
  }

  private String count(SequenceLength length) {
    String known = counts.get(length);
    if (known != null) {
      return known;
    }
    List<Window> windows = length.windows();
    String count =
        windows.isEmpty()
            ? tokens()
            : windowed(
                count(new SequenceLength(windows.subList(0, windows.size() - 1))),
                windows.get(windows.size() - 1));
    counts.put(length, count);
    return count;
  }

  private String tokens() {
    String zero = graph.floats("steps/zero", new float[] {0});
    String present = graph.node("GreaterOrEqual", "steps/is-token", List.of(input, zero));
    return graph.node(
        "ReduceSum",
        "steps/count",
        List.of(cast("steps/tokens", present, TensorProto.DataType.INT64), one()));
  }

  /** {@code (steps + margin − covered) / stride + 1}, but 0 of 0. */
  private String windowed(String steps, Window window) {
    String added =
        graph.integers("steps/added", (long) window.margin() - window.covered() + window.stride());
    String shifted = graph.node("Add", "steps/shifted", List.of(steps, added));
    String zero = graph.integers("steps/none", 0);
    String positive = graph.node("Max", "steps/positive", List.of(shifted, zero));
    String stride = graph.integers("steps/stride", window.stride());
    String places = graph.node("Div", "steps/places", List.of(positive, stride));
    String some = graph.node("Min", "steps/some", List.of(steps, one()));
    return graph.node("Mul", "steps/windowed", List.of(places, some));
  }

  private String one() {
    return graph.integers("steps/one", 1);
  }

  private String cast(String name, String value, TensorProto.DataType type) {
    return graph.node("Cast", name, List.of(value), attribute("to", (long) type.getNumber()));
  }

  /** Whether a step of a node's sequence is there, {@code [batch, time, 1]}. */
  String mask(String node) {
    String count = count(node);
    int time = plan.shape(node).extent(0);
    return masks.computeIfAbsent(count + "/" + time, key -> mask(count, time));
  }

  private String mask(String count, int time) {
    long[] numbers = new long[time];
    for (int i = 0; i < time; i++) {
      numbers[i] = i;
    }
    String places = graph.integers("steps/numbers", numbers);
    String there = graph.node("Less", "steps/there", List.of(places, count));
    return graph.node(
        "Unsqueeze", "steps/mask", List.of(there, graph.integers("steps/features", 2)));
  }

  /** A sequence with another number at steps that a sample does not have. */
  String filled(String node, String value, float other) {
    String filling = graph.floats("steps/filling", new float[] {other});
    return graph.node("Where", "steps/filled", List.of(mask(node), value, filling));
  }

  /** {@code [batch, features]} that are 0 where a sample has no steps. */
  String orZero(String node, String value) {
    String none = graph.integers("steps/none", 0);
    String some = graph.node("Greater", "steps/are-some", List.of(count(node), none));
    String zero = graph.floats("steps/zero", new float[] {0});
    return graph.node("Where", "steps/or-zero", List.of(some, value, zero));
  }

  /** The number of steps, but at least 1, {@code [batch, 1]}. */
  String atLeastOne(String node) {
    return graph.node("Max", "steps/at-least-one", List.of(count(node), one()));
  }

  /** The same as recurrent operators take it, {@code [batch]}, of 32 bits. */
  String lengths(String node) {
    String flat = graph.node("Squeeze", "steps/flat", List.of(atLeastOne(node), one()));
    return cast("steps/lengths", flat, TensorProto.DataType.INT32);
  }

  /** The same as a divisor of sums. */
  String divisor(String node) {
    return cast("steps/divisor", atLeastOne(node), TensorProto.DataType.FLOAT);
  }
}
