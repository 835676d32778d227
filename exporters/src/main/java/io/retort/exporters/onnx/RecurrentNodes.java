package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The operators that compute recurrent layers. */
final class RecurrentNodes {
  private final NodeOperators own;
  private final PaddedSteps steps;
  private final String x;
  private final Shape input;

  /**
   * A node.
   *
   * @param x what it reads
   * @param input the shape of a sample of that
   */
  RecurrentNodes(NodeOperators own, PaddedSteps steps, String x, Shape input) {
    this.own = own;
    this.steps = steps;
    this.x = x;
    this.input = input;
  }

  String lstm(Layer.Lstm lstm) {
    // ONNX has the gates in the order i, o, f, g, and a second bias.
    int[] order = {0, 3, 1, 2};
    return recurrent(
        "LSTM",
        lstm.units(),
        order,
        directions(lstm.bidirectional()),
        direction -> new float[4 * lstm.units()],
        lstm.returns());
  }

  String gru(Layer.Gru gru) {
    // ONNX has the gates in the order z, r, n.
    int[] order = {1, 0, 2};
    return recurrent(
        "GRU",
        gru.units(),
        order,
        directions(gru.bidirectional()),
        direction -> own.values("bias-recurrent" + direction),
        gru.returns(),
        attribute("linear_before_reset", 1));
  }

  private static List<String> directions(boolean bidirectional) {
    return bidirectional ? List.of("", Layer.REVERSE) : List.of("");
  }

  private String recurrent(
      String type,
      int units,
      int[] order,
      List<String> directions,
      Function<String, float[]> recurrentBias,
      Layer.Returns returns,
      AttributeProto... more) {
    int features = input.extent(1);
    int rows = order.length * units;
    int count = directions.size();
    List<float[]> ofInputs = new ArrayList<>();
    List<float[]> ofStates = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (String direction : directions) {
      ofInputs.add(ordered(own.values("weight-input" + direction), order, units * features));
      ofStates.add(ordered(own.values("weight-recurrent" + direction), order, units * units));
      biases.add(ordered(own.values("bias" + direction), order, units));
      biases.add(ordered(recurrentBias.apply(direction), order, units));
    }
    List<String> read = new ArrayList<>();
    read.add(own.operator("Transpose", "by-time", List.of(x), attribute("perm", 1, 0, 2)));
    read.add(own.graph().floats(own.name("weight-input"), joined(ofInputs), count, rows, features));
    read.add(
        own.graph().floats(own.name("weight-recurrent"), joined(ofStates), count, rows, units));
    read.add(own.graph().floats(own.name("biases"), joined(biases), count, 2L * rows));
    boolean padded = steps.areOf(own.read());
    if (padded) {
      read.add(steps.lengths(own.read()));
    }
    List<AttributeProto> keys = new ArrayList<>(List.of(more));
    keys.add(attribute("hidden_size", units));
    if (count > 1) {
      keys.add(attribute("direction", "bidirectional"));
    }
    List<String> outputs =
        switch (returns) {
          case SEQUENCE -> List.of();
          case LAST -> List.of("");
        };
    String states =
        own.graph()
            .node(type, own.name("states"), read, outputs, keys.toArray(AttributeProto[]::new));
    return switch (returns) {
      case SEQUENCE -> sequence(states, count, units);
      case LAST -> {
        String last = lastStates(states, count, units);
        yield padded ? steps.orZero(own.read(), last) : last;
      }
    };
  }

  /** From {@code [time, directions, batch, units]} to {@code [batch, time, features]}. */
  private String sequence(String states, int directions, int units) {
    if (directions == 1) {
      String squeezed =
          own.operator("Squeeze", "squeezed", List.of(states, own.integers("direction", 1)));
      return own.operator("Transpose", "", List.of(squeezed), attribute("perm", 1, 0, 2));
    }
    String batched =
        own.operator("Transpose", "batched", List.of(states), attribute("perm", 2, 0, 1, 3));
    String shape = own.integers("shape", -1, input.extent(0), (long) directions * units);
    return own.operator("Reshape", "", List.of(batched, shape));
  }

  /** From {@code [directions, batch, units]} to {@code [batch, features]}. */
  private String lastStates(String states, int directions, int units) {
    if (directions == 1) {
      return own.operator("Squeeze", "squeezed", List.of(states, own.integers("direction", 0)));
    }
    String batched =
        own.operator("Transpose", "batched", List.of(states), attribute("perm", 1, 0, 2));
    String shape = own.integers("shape", -1, (long) directions * units);
    return own.operator("Reshape", "", List.of(batched, shape));
  }

  private static float[] joined(List<float[]> arrays) {
    float[] joined = new float[arrays.stream().mapToInt(array -> array.length).sum()];
    int at = 0;
    for (float[] array : arrays) {
      System.arraycopy(array, 0, joined, at, array.length);
      at += array.length;
    }
    return joined;
  }

  /** The blocks of an array, one for each gate, in another order. */
  private static float[] ordered(float[] values, int[] order, int block) {
    float[] ordered = new float[values.length];
    for (int gate = 0; gate < order.length; gate++) {
      System.arraycopy(values, order[gate] * block, ordered, gate * block, block);
    }
    return ordered;
  }
}
