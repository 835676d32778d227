package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operators that compute a network's layers. Each method returns the layer's value. */
final class LayerNodes implements LayerVisitor<String> {
  private final NetworkPlan plan;
  private final Weights weights;
  private final OnnxGraph graph;
  private final PaddedSteps steps;
  private final Map<String, String> values = new HashMap<>();
  private Node node;
  private List<String> inputs = List.of();
  private Shape input;

  private LayerNodes(SavedNetwork network, String input, OnnxGraph graph) {
    this.plan = network.plan();
    this.steps = new PaddedSteps(plan, input, graph);
    this.weights = network.weights();
    this.graph = graph;
  }

  /**
   * Adds a network to a graph.
   *
   * @param input the value of the network's input
   * @return the value of each node
   */
  static Map<String, String> add(SavedNetwork network, String input, OnnxGraph graph) {
    LayerNodes layers = new LayerNodes(network, input, graph);
    layers.values.put(NetworkDescription.INPUT, input);
    network.plan().description().nodes().forEach(layers::add);
    return layers.values;
  }

  private void add(Node next) {
    node = next;
    inputs = next.inputs().stream().map(values::get).toList();
    input = plan.shape(next.inputs().get(0));
    String value = next.layer().accept(this);
    values.put(next.name(), plan.clears(next) ? steps.filled(next.name(), value, 0) : value);
  }

  private String name(String part) {
    return "network/" + node.name() + (part.isEmpty() ? "" : "/" + part);
  }

  private String weight(String array, long... extents) {
    return graph.floats(name(array), values(array), extents);
  }

  private float[] values(String array) {
    return weights.arrays().get(node.name() + "." + array).values();
  }

  private String operator(String type, String part, List<String> read, AttributeProto... keys) {
    return graph.node(type, name(part), read, keys);
  }

  @Override
  public String dense(Layer.Dense dense) {
    int width = input.extent(-1);
    List<String> read = new ArrayList<>(inputs);
    String product;
    if (input.rank() == 1) {
      read.add(weight("weight", dense.units(), width));
      if (dense.bias()) {
        read.add(weight("bias", dense.units()));
      }
      product = operator("Gemm", "product", read, attribute("transB", 1));
    } else {
      float[] rows = values("weight");
      float[] columns = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        columns[i % width * dense.units() + i / width] = rows[i];
      }
      read.add(graph.floats(name("weight"), columns, width, dense.units()));
      product = operator("MatMul", "product", read);
      if (dense.bias()) {
        product = operator("Add", "sum", List.of(product, weight("bias", dense.units())));
      }
    }
    return function(dense.activation(), product);
  }

  @Override
  public String conv2d(Layer.Conv2d conv) {
    List<String> read = new ArrayList<>(inputs);
    Extent kernel = conv.kernel();
    read.add(
        weight(
            "weight",
            conv.filters(),
            input.extent(0) / conv.groups(),
            kernel.height(),
            kernel.width()));
    if (conv.bias()) {
      read.add(weight("bias", conv.filters()));
    }
    String sum =
        operator(
            "Conv",
            "convolution",
            read,
            attribute("kernel_shape", kernel.height(), kernel.width()),
            strides(conv.stride()),
            attribute("dilations", conv.dilation().height(), conv.dilation().width()),
            pads(conv.padding(), kernel, conv.dilation(), conv.stride()),
            attribute("group", conv.groups()));
    return function(conv.activation(), sum);
  }

  private static AttributeProto strides(Extent stride) {
    return attribute("strides", stride.height(), stride.width());
  }

  private AttributeProto pads(Padding padding, Extent kernel, Extent dilation, Extent stride) {
    int height = (kernel.height() - 1) * dilation.height() + 1;
    int width = (kernel.width() - 1) * dilation.width() + 1;
    return attribute(
        "pads",
        padding.before(input.extent(1), height, stride.height()),
        padding.before(input.extent(2), width, stride.width()),
        padding.after(input.extent(1), height, stride.height()),
        padding.after(input.extent(2), width, stride.width()));
  }

  @Override
  public String maxPool(Layer.MaxPool pool) {
    return operator(
        "MaxPool",
        "",
        inputs,
        attribute("kernel_shape", pool.size().height(), pool.size().width()),
        strides(pool.stride()),
        pads(pool.padding(), pool.size(), Extent.of(1), pool.stride()));
  }

  @Override
  public String avgPool(Layer.AvgPool pool) {
    return operator(
        "AveragePool",
        "",
        inputs,
        attribute("kernel_shape", pool.size().height(), pool.size().width()),
        strides(pool.stride()),
        pads(pool.padding(), pool.size(), Extent.of(1), pool.stride()),
        attribute("count_include_pad", 0));
  }

  @Override
  public String globalAvgPool(Layer.GlobalAvgPool pool) {
    return operator("ReduceMean", "", inputs, attribute("axes", 2, 3), attribute("keepdims", 0));
  }

  @Override
  public String upsample(Layer.Upsample upsample) {
    String scales =
        graph.floats(
            name("scales"),
            new float[] {1, 1, upsample.factor().height(), upsample.factor().width()},
            4);
    return operator(
        "Resize",
        "",
        List.of(inputs.get(0), "", scales),
        attribute("mode", "nearest"),
        attribute("coordinate_transformation_mode", "asymmetric"),
        attribute("nearest_mode", "floor"));
  }

  @Override
  public String batchNorm(Layer.BatchNorm norm) {
    int channels = input.extent(0);
    return operator(
        "BatchNormalization",
        "",
        List.of(
            inputs.get(0),
            weight("scale", channels),
            weight("shift", channels),
            weight("mean", channels),
            weight("variance", channels)),
        attribute("epsilon", (float) norm.epsilon()));
  }

  @Override
  public String activation(Layer.Activation activation) {
    return function(activation.function(), inputs.get(0));
  }

  private String function(ActivationFunction function, String x) {
    return switch (function) {
      case LINEAR -> x;
      case RELU -> operator("Relu", "function", List.of(x));
      case LEAKY_RELU -> operator("LeakyRelu", "function", List.of(x), attribute("alpha", 0.01f));
      case TANH -> operator("Tanh", "function", List.of(x));
      case SIGMOID -> operator("Sigmoid", "function", List.of(x));
      case SILU ->
          operator(
              "Mul", "function", List.of(x, operator("Sigmoid", "function/sigmoid", List.of(x))));
      case GELU -> gelu(x);
    };
  }

  /** {@code x · (1 + erf(x / √2)) / 2}; the operator Gelu is younger than most runtimes. */
  private String gelu(String x) {
    String root = graph.floats(name("function/root"), new float[] {(float) Math.sqrt(0.5)});
    String one = graph.floats(name("function/one"), new float[] {1});
    String half = graph.floats(name("function/half"), new float[] {0.5f});
    String scaled = operator("Mul", "function/scaled", List.of(x, root));
    String error = operator("Erf", "function/erf", List.of(scaled));
    String shifted = operator("Add", "function/shifted", List.of(error, one));
    String product = operator("Mul", "function/product", List.of(x, shifted));
    return operator("Mul", "function", List.of(product, half));
  }

  @Override
  public String dropout(Layer.Dropout dropout) {
    return inputs.get(0);
  }

  @Override
  public String flatten(Layer.Flatten flatten) {
    return operator("Flatten", "", inputs, attribute("axis", 1));
  }

  @Override
  public String reshape(Layer.Reshape reshape) {
    int[] extents = reshape.shape().toArray();
    long[] shape = new long[extents.length + 1];
    shape[0] = -1;
    for (int i = 0; i < extents.length; i++) {
      shape[i + 1] = extents[i];
    }
    return operator("Reshape", "", List.of(inputs.get(0), graph.integers(name("shape"), shape)));
  }

  @Override
  public String add(Layer.Add sum) {
    return operator("Sum", "", inputs);
  }

  @Override
  public String concat(Layer.Concat concat) {
    return operator("Concat", "", inputs, attribute("axis", 1));
  }

  @Override
  public String embedding(Layer.Embedding embedding) {
    if (!embedding.padded()) {
      return rows("", embedding.vocabulary(), embedding.size(), inputs.get(0));
    }
    String tokens = operator("Max", "tokens", List.of(inputs.get(0), number("zero", 0)));
    String rows = rows("rows", embedding.vocabulary(), embedding.size(), tokens);
    return steps.filled(node.name(), rows, 0);
  }

  /** Rows of the weight by their numbers. */
  private String rows(String part, int vocabulary, int size, String numbers) {
    String indices = cast("indices", numbers, TensorProto.DataType.INT64);
    return operator("Gather", part, List.of(weight("weight", vocabulary, size), indices));
  }

  private String cast(String part, String value, TensorProto.DataType type) {
    return operator("Cast", part, List.of(value), attribute("to", (long) type.getNumber()));
  }

  private String number(String part, float value) {
    return graph.floats(name(part), new float[] {value});
  }

  /** The sum of the rows, of which those of -1 count 0 times. */
  @Override
  public String embeddingBag(Layer.EmbeddingBag bag) {
    String zero = number("zero", 0);
    String present =
        cast(
            "present",
            operator("GreaterOrEqual", "is-token", List.of(inputs.get(0), zero)),
            TensorProto.DataType.FLOAT);
    String tokens = operator("Max", "tokens", List.of(inputs.get(0), zero));
    String rows = rows("rows", bag.vocabulary(), bag.size(), tokens);
    String one = graph.integers(name("axis"), 1);
    String factors = operator("Unsqueeze", "factors", List.of(present, one));
    String products = operator("MatMul", "sums", List.of(factors, rows));
    if (bag.mode() == Layer.BagMode.SUM) {
      return operator("Squeeze", "", List.of(products, one));
    }
    String sum = operator("Squeeze", "sum", List.of(products, one));
    String count = operator("ReduceSum", "count", List.of(present, one));
    String divisor = operator("Max", "divisor", List.of(count, number("one", 1)));
    return operator("Div", "", List.of(sum, divisor));
  }

  @Override
  public String conv1d(Layer.Conv1d conv) {
    List<String> read = new ArrayList<>();
    read.add(operator("Transpose", "features-first", inputs, attribute("perm", 0, 2, 1)));
    read.add(weight("weight", conv.filters(), input.extent(1) / conv.groups(), conv.kernel()));
    if (conv.bias()) {
      read.add(weight("bias", conv.filters()));
    }
    int time = input.extent(0);
    String sum =
        operator(
            "Conv",
            "convolution",
            read,
            attribute("kernel_shape", new long[] {conv.kernel()}),
            attribute("strides", new long[] {conv.stride()}),
            attribute("dilations", new long[] {conv.dilation()}),
            attribute(
                "pads",
                conv.before(time),
                conv.padding().after(time, conv.covered(), conv.stride())),
            attribute("group", conv.groups()));
    String y = function(conv.activation(), sum);
    return operator("Transpose", "", List.of(y), attribute("perm", 0, 2, 1));
  }

  @Override
  public String poolOverTime(Layer.PoolOverTime pool) {
    String read = node.inputs().get(0);
    String x = inputs.get(0);
    boolean max = pool.mode() == Layer.PoolMode.MAX;
    if (!steps.areOf(read)) {
      return operator(
          max ? "ReduceMax" : "ReduceMean",
          "",
          inputs,
          attribute("axes", new long[] {1}),
          attribute("keepdims", 0));
    } else if (max) {
      String largest =
          operator(
              "ReduceMax",
              "",
              List.of(steps.filled(read, x, -Float.MAX_VALUE)),
              attribute("axes", new long[] {1}),
              attribute("keepdims", 0));
      return steps.orZero(read, largest);
    }
    String sum =
        operator(
            "ReduceSum",
            "sum",
            List.of(x, graph.integers(name("axis"), 1)),
            attribute("keepdims", 0));
    return operator("Div", "", List.of(sum, steps.divisor(read)));
  }

  @Override
  public String lstm(Layer.Lstm lstm) {
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

  @Override
  public String gru(Layer.Gru gru) {
    // ONNX has the gates in the order z, r, n.
    int[] order = {1, 0, 2};
    return recurrent(
        "GRU",
        gru.units(),
        order,
        directions(gru.bidirectional()),
        direction -> values("bias-recurrent" + direction),
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
      ofInputs.add(ordered(values("weight-input" + direction), order, units * features));
      ofStates.add(ordered(values("weight-recurrent" + direction), order, units * units));
      biases.add(ordered(values("bias" + direction), order, units));
      biases.add(ordered(recurrentBias.apply(direction), order, units));
    }
    List<String> read = new ArrayList<>();
    read.add(operator("Transpose", "by-time", inputs, attribute("perm", 1, 0, 2)));
    read.add(graph.floats(name("weight-input"), joined(ofInputs), count, rows, features));
    read.add(graph.floats(name("weight-recurrent"), joined(ofStates), count, rows, units));
    read.add(graph.floats(name("biases"), joined(biases), count, 2L * rows));
    boolean padded = steps.areOf(node.inputs().get(0));
    if (padded) {
      read.add(steps.lengths(node.inputs().get(0)));
    }
    List<AttributeProto> keys = new ArrayList<>(List.of(more));
    keys.add(attribute("hidden_size", units));
    if (count > 1) {
      keys.add(attribute("direction", "bidirectional"));
    }
    boolean all = returns == Layer.Returns.SEQUENCE;
    String states =
        graph.node(
            type,
            name("states"),
            read,
            all ? List.of() : List.of(""),
            keys.toArray(AttributeProto[]::new));
    String batched = all ? sequence(states, count, units) : lastStates(states, count, units);
    return padded && !all ? steps.orZero(node.inputs().get(0), batched) : batched;
  }

  /** From {@code [time, directions, batch, units]} to {@code [batch, time, features]}. */
  private String sequence(String states, int directions, int units) {
    if (directions == 1) {
      String squeezed =
          operator("Squeeze", "squeezed", List.of(states, graph.integers(name("direction"), 1)));
      return operator("Transpose", "", List.of(squeezed), attribute("perm", 1, 0, 2));
    }
    String batched =
        operator("Transpose", "batched", List.of(states), attribute("perm", 2, 0, 1, 3));
    String shape = graph.integers(name("shape"), -1, input.extent(0), (long) directions * units);
    return operator("Reshape", "", List.of(batched, shape));
  }

  /** From {@code [directions, batch, units]} to {@code [batch, features]}. */
  private String lastStates(String states, int directions, int units) {
    if (directions == 1) {
      return operator("Squeeze", "squeezed", List.of(states, graph.integers(name("direction"), 0)));
    }
    String batched = operator("Transpose", "batched", List.of(states), attribute("perm", 1, 0, 2));
    String shape = graph.integers(name("shape"), -1, (long) directions * units);
    return operator("Reshape", "", List.of(batched, shape));
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
