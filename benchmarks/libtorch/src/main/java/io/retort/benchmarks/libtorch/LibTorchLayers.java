package io.retort.benchmarks.libtorch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Makes the layers of a network, and keeps what is trained of them. */
final class LibTorchLayers {
  private final boolean training;
  private final boolean channelsLast;
  private final List<Tensor> parameters = new ArrayList<>();

  LibTorchLayers(boolean training, boolean channelsLast) {
    this.training = training;
    this.channelsLast = channelsLast;
  }

  /** What a layer computes. */
  @FunctionalInterface
  interface Operation {
    Tensor forward(Tensor... inputs);
  }

  List<Tensor> parameters() {
    return parameters;
  }

  Operation of(JsonNode node) {
    long[] inputs = longs(node, "inputs");
    return switch (node.required("kind").asText()) {
      case "dense" -> dense(node, inputs[inputs.length - 1]);
      case "conv2d" -> convolution(node, inputs[0]);
      case "max-pool" -> maxPool(node);
      case "avg-pool" -> averagePool(node);
      case "global-avg-pool" -> of(x -> x.mean(2, 3));
      case "upsample" -> upsample(node, inputs);
      case "batch-norm" -> batchNorm(node, inputs[0]);
      case "activation" -> of(activation(node.required("function").asText()));
      case "dropout" -> dropout(node);
      case "flatten" -> of(x -> x.flatten(1, -1));
      case "reshape" -> reshape(node);
      case "add" -> values -> Arrays.stream(values).reduce(torch::add).orElseThrow();
      case "concat" -> values -> torch.cat(new TensorVector(values), 1);
      case "embedding" -> embedding(node);
      case "lstm" -> lstm(node, inputs[1]);
      case "gru" -> gru(node, inputs[1]);
      default ->
          throw new IllegalArgumentException("The layer '" + node.get("kind") + "' is not known");
    };
  }

  private static Operation of(UnaryOperator<Tensor> operation) {
    return values -> operation.apply(values[0]);
  }

  private static UnaryOperator<Tensor> activation(String function) {
    return switch (function) {
      case "linear" -> x -> x;
      case "relu" -> torch::relu;
      case "leaky-relu" -> torch::leaky_relu;
      case "tanh" -> torch::tanh;
      case "sigmoid" -> torch::sigmoid;
      case "silu" -> torch::silu;
      case "gelu" -> torch::gelu;
      default ->
          throw new IllegalArgumentException("The activation '" + function + "' is not known");
    };
  }

  /** Numbers between plus and minus the bound, which is that of PyTorch's own layers. */
  private Tensor parameter(long fanIn, long... shape) {
    double bound = 1 / Math.sqrt((double) fanIn);
    Tensor drawn = torch.rand(shape).mul_(new Scalar(2 * bound)).sub_(new Scalar(bound));
    if (channelsLast && shape.length == 4) {
      drawn = drawn.contiguous(torch.MemoryFormat.ChannelsLast);
    }
    return trained(drawn);
  }

  private Tensor trained(Tensor values) {
    values.set_requires_grad(training);
    parameters.add(values);
    return values;
  }

  private TensorOptional bias(JsonNode node, long fanIn, long units) {
    return node.required("bias").asBoolean()
        ? new TensorOptional(parameter(fanIn, units))
        : new TensorOptional();
  }

  private Operation dense(JsonNode node, long features) {
    long units = node.required("units").asLong();
    Tensor weights = parameter(features, units, features);
    TensorOptional bias = bias(node, features, units);
    UnaryOperator<Tensor> activation = activation(node.required("activation").asText());
    return of(x -> activation.apply(torch.linear(x, weights, bias)));
  }

  private Operation convolution(JsonNode node, long channels) {
    long[] kernel = longs(node, "kernel");
    long[] stride = longs(node, "stride");
    long[] dilation = longs(node, "dilation");
    long filters = node.required("filters").asLong();
    long groups = node.required("groups").asLong();
    long fanIn = channels / groups * kernel[0] * kernel[1];
    Tensor weights = parameter(fanIn, filters, channels / groups, kernel[0], kernel[1]);
    TensorOptional bias = bias(node, fanIn, filters);
    UnaryOperator<Tensor> activation = activation(node.required("activation").asText());
    UnaryOperator<Tensor> padded = padded(node, 0);
    long[] padding = padding(node);
    return of(
        x ->
            activation.apply(
                torch.conv2d(padded.apply(x), weights, bias, stride, padding, dilation, groups)));
  }

  /** A margin of its own, if its sides differ: then the layer itself has none. */
  private static UnaryOperator<Tensor> padded(JsonNode node, double fill) {
    long[] margin = longs(node, "margin");
    return even(margin)
        ? x -> x
        : x ->
            torch.pad(
                x,
                new long[] {margin[2], margin[3], margin[0], margin[1]},
                "constant",
                new DoubleOptional(fill));
  }

  private static long[] padding(JsonNode node) {
    long[] margin = longs(node, "margin");
    return even(margin) ? new long[] {margin[0], margin[2]} : new long[] {0, 0};
  }

  private static boolean even(long[] margin) {
    return margin[0] == margin[1] && margin[2] == margin[3];
  }

  private static Operation maxPool(JsonNode node) {
    long[] size = longs(node, "size");
    long[] stride = longs(node, "stride");
    long[] padding = padding(node);
    UnaryOperator<Tensor> padded = padded(node, Double.NEGATIVE_INFINITY);
    return of(
        x -> torch.max_pool2d(padded.apply(x), size, stride, padding, new long[] {1, 1}, false));
  }

  private static Operation averagePool(JsonNode node) {
    if (!even(longs(node, "margin"))) {
      throw new IllegalArgumentException(
          "PyTorch has no average pooling with a margin on one side only");
    }
    long[] size = longs(node, "size");
    long[] stride = longs(node, "stride");
    long[] padding = padding(node);
    return of(x -> torch.avg_pool2d(x, size, stride, padding, false, false, new LongOptional()));
  }

  private static Operation upsample(JsonNode node, long[] inputs) {
    long[] factor = longs(node, "factor");
    long[] size = {inputs[1] * factor[0], inputs[2] * factor[1]};
    return of(x -> torch.upsample_nearest2d(x, size, new DoubleOptional(), new DoubleOptional()));
  }

  private Operation batchNorm(JsonNode node, long channels) {
    TensorOptional scale = new TensorOptional(trained(torch.ones(channels)));
    TensorOptional shift = new TensorOptional(trained(torch.zeros(channels)));
    TensorOptional mean = new TensorOptional(torch.zeros(channels));
    TensorOptional variance = new TensorOptional(torch.ones(channels));
    double epsilon = node.required("epsilon").asDouble();
    double momentum = node.required("momentum").asDouble();
    return of(
        x -> torch.batch_norm(x, scale, shift, mean, variance, training, momentum, epsilon, false));
  }

  private Operation dropout(JsonNode node) {
    double rate = node.required("rate").asDouble();
    return of(x -> torch.dropout(x, rate, training));
  }

  private static Operation reshape(JsonNode node) {
    long[] shape = longs(node, "shape");
    long[] batch = new long[shape.length + 1];
    batch[0] = -1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return of(x -> x.reshape(batch));
  }

  private Operation embedding(JsonNode node) {
    Tensor table =
        parameter(1, node.required("vocabulary").asLong(), node.required("size").asLong());
    return of(x -> torch.embedding(table, x.toType(torch.ScalarType.Long)));
  }

  private Operation lstm(JsonNode node, long features) {
    long units = node.required("units").asLong();
    // Two biases that are only ever added: one of them is enough, and all that Retort has.
    TensorVector weights = recurrent(features, units, 4, torch.zeros(4 * units));
    boolean last = last(node);
    return of(
        x -> {
          Tensor zero = torch.zeros(1, x.size(0), units);
          var result =
              torch.lstm(
                  x, new TensorVector(zero, zero), weights, true, 1, 0, training, false, true);
          return last ? result.get1().select(0, 0) : result.get0();
        });
  }

  private Operation gru(JsonNode node, long features) {
    long units = node.required("units").asLong();
    TensorVector weights = recurrent(features, units, 3, parameter(units, 3 * units));
    boolean last = last(node);
    return of(
        x -> {
          Tensor zero = torch.zeros(1, x.size(0), units);
          var result = torch.gru(x, zero, weights, true, 1, 0, training, false, true);
          return last ? result.get1().select(0, 0) : result.get0();
        });
  }

  /** The arrays of a recurrent layer, in libtorch's order. */
  private TensorVector recurrent(long features, long units, long gates, Tensor secondBias) {
    return new TensorVector(
        parameter(units, gates * units, features),
        parameter(units, gates * units, units),
        parameter(units, gates * units),
        secondBias);
  }

  private static boolean last(JsonNode node) {
    return node.required("returns").asText().equals("last");
  }

  private static long[] longs(JsonNode node, String key) {
    JsonNode array = node.required(key);
    long[] values = new long[array.size()];
    Arrays.setAll(values, i -> array.get(i).asLong());
    return values;
  }
}
