package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
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

/** The operators that compute a network's layers. Each method returns the layer's value. */
final class LayerNodes implements LayerVisitor<String> {
  private final NetworkPlan plan;
  private final Weights weights;
  private final OnnxGraphWriter graph;
  private final PaddedSteps steps;
  private final Map<String, String> values = new HashMap<>();
  private NodeOperators own;
  private List<String> inputs = List.of();
  private Shape input;

  private LayerNodes(SavedNetwork network, String input, OnnxGraphWriter graph) {
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
  static Map<String, String> add(SavedNetwork network, String input, OnnxGraphWriter graph) {
    LayerNodes layers = new LayerNodes(network, input, graph);
    layers.values.put(NetworkDescription.INPUT, input);
    network.plan().description().nodes().forEach(layers::add);
    return layers.values;
  }

  private void add(Node next) {
    own = new NodeOperators(graph, weights, next);
    inputs = next.inputs().stream().map(values::get).toList();
    input = plan.shape(next.inputs().get(0));
    String value = next.layer().accept(this);
    values.put(next.name(), plan.clears(next) ? steps.filled(next.name(), value, 0) : value);
  }

  private String name(String part) {
    return own.name(part);
  }

  private String weight(String array, long... extents) {
    return own.weight(array, extents);
  }

  private float[] values(String array) {
    return own.values(array);
  }

  private String operator(String type, String part, List<String> read, AttributeProto... keys) {
    return own.operator(type, part, read, keys);
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
    return texts().embedding(embedding);
  }

  @Override
  public String embeddingBag(Layer.EmbeddingBag bag) {
    return texts().embeddingBag(bag);
  }

  @Override
  public String conv1d(Layer.Conv1d conv) {
    return function(conv.activation(), texts().convolution(conv));
  }

  @Override
  public String poolOverTime(Layer.PoolOverTime pool) {
    return texts().pool(pool);
  }

  private TextNodes texts() {
    return new TextNodes(own, steps, inputs.get(0), input);
  }

  @Override
  public String lstm(Layer.Lstm lstm) {
    return new RecurrentNodes(own, steps, inputs.get(0), input).lstm(lstm);
  }

  @Override
  public String gru(Layer.Gru gru) {
    return new RecurrentNodes(own, steps, inputs.get(0), input).gru(gru);
  }
}
