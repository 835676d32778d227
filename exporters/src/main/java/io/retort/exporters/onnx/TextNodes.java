package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The operators that compute layers over tokens and steps. */
final class TextNodes {
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
  TextNodes(NodeOperators own, PaddedSteps steps, String x, Shape input) {
    this.own = own;
    this.steps = steps;
    this.x = x;
    this.input = input;
  }

  String embedding(Layer.Embedding embedding) {
    if (!embedding.padded()) {
      return rows("", embedding.vocabulary(), embedding.size(), x);
    }
    String tokens = own.operator("Max", "tokens", List.of(x, own.number("zero", 0)));
    String rows = rows("rows", embedding.vocabulary(), embedding.size(), tokens);
    return steps.filled(own.node().name(), rows, 0);
  }

  /** Rows of the weight by their numbers. */
  private String rows(String part, int vocabulary, int size, String numbers) {
    String indices = own.cast("indices", numbers, TensorProto.DataType.INT64);
    return own.operator("Gather", part, List.of(own.weight("weight", vocabulary, size), indices));
  }

  /** The sum of the rows, of which those of -1 count 0 times. */
  String embeddingBag(Layer.EmbeddingBag bag) {
    String zero = own.number("zero", 0);
    String present =
        own.cast(
            "present",
            own.operator("GreaterOrEqual", "is-token", List.of(x, zero)),
            TensorProto.DataType.FLOAT);
    String tokens = own.operator("Max", "tokens", List.of(x, zero));
    String rows = rows("rows", bag.vocabulary(), bag.size(), tokens);
    String one = own.integers("axis", 1);
    String factors = own.operator("Unsqueeze", "factors", List.of(present, one));
    String products = own.operator("MatMul", "sums", List.of(factors, rows));
    return switch (bag.mode()) {
      case SUM -> own.operator("Squeeze", "", List.of(products, one));
      case MEAN -> {
        String sum = own.operator("Squeeze", "sum", List.of(products, one));
        String count = own.operator("ReduceSum", "count", List.of(present, one));
        String divisor = own.operator("Max", "divisor", List.of(count, own.number("one", 1)));
        yield own.operator("Div", "", List.of(sum, divisor));
      }
    };
  }

  String convolution(Layer.Conv1d conv) {
    List<String> read = new ArrayList<>();
    read.add(own.operator("Transpose", "features-first", List.of(x), attribute("perm", 0, 2, 1)));
    read.add(own.weight("weight", conv.filters(), input.extent(1) / conv.groups(), conv.kernel()));
    if (conv.bias()) {
      read.add(own.weight("bias", conv.filters()));
    }
    int time = input.extent(0);
    String sum =
        own.operator(
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
    return own.operator("Transpose", "", List.of(sum), attribute("perm", 0, 2, 1));
  }

  String pool(Layer.PoolOverTime pool) {
    String read = own.read();
    boolean padded = steps.areOf(read);
    return switch (pool.mode()) {
      case MAX ->
          padded
              ? steps.orZero(read, overTime("ReduceMax", steps.filled(read, x, -Float.MAX_VALUE)))
              : overTime("ReduceMax", x);
      case MEAN -> padded ? meanOfSteps(read) : overTime("ReduceMean", x);
    };
  }

  private String overTime(String type, String sequence) {
    return own.operator(
        type, "", List.of(sequence), attribute("axes", new long[] {1}), attribute("keepdims", 0));
  }

  private String meanOfSteps(String read) {
    String sum =
        own.operator(
            "ReduceSum", "sum", List.of(x, own.integers("axis", 1)), attribute("keepdims", 0));
    return own.operator("Div", "", List.of(sum, steps.divisor(read)));
  }
}
