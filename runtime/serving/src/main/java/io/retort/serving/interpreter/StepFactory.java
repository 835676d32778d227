package io.retort.serving.interpreter;

import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.SequenceLength;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Chooses the step of a node. */
final class StepFactory implements LayerVisitor<Step> {
  private final SavedNetwork network;
  private final Node node;
  private final Shape input;
  private final Shape output;

  private StepFactory(SavedNetwork network, Node node) {
    this.network = network;
    this.node = node;
    this.input = network.plan().shape(node.inputs().get(0));
    this.output = network.plan().shape(node.name());
  }

  /** The step of a node, and what sets the steps to 0 that a sample does not have. */
  static Step of(SavedNetwork network, Node node) {
    Step step = node.layer().accept(new StepFactory(network, node));
    if (!network.plan().clears(node)) {
      return step;
    }
    SequenceLength length = network.plan().length(node.name()).orElseThrow();
    Shape shape = network.plan().shape(node.name());
    return (inputs, offsets, to, offset, tokens) -> {
      step.run(inputs, offsets, to, offset, tokens);
      int end = length.of(tokens) * shape.extent(1);
      Arrays.fill(to, offset + end, offset + shape.elements(), 0);
    };
  }

  /** How many steps of what the node reads a sample has, by the number of its tokens. */
  private IntUnaryOperator steps() {
    int all = input.extent(0);
    return network
        .plan()
        .length(node.inputs().get(0))
        .map(length -> (IntUnaryOperator) length::of)
        .orElse(tokens -> all);
  }

  private float[] array(String name) {
    Weights.Array array = network.weights().arrays().get(node.name() + "." + name);
    return array.values();
  }

  private float[] bias(boolean present, int length) {
    return present ? array("bias") : new float[length];
  }

  @Override
  public Step dense(Layer.Dense layer) {
    int units = layer.units();
    int width = input.extent(input.rank() - 1);
    MatrixVectorProduct product =
        new MatrixVectorProduct(array("weight"), bias(layer.bias(), units), units, width);
    int rows = input.elements() / width;
    Nonlinearity function = Nonlinearity.of(layer.activation());
    return (inputs, offsets, to, offset, tokens) -> {
      for (int row = 0; row < rows; row++) {
        product.compute(inputs[0], offsets[0] + row * width, to, offset + row * units);
      }
      function.apply(to, offset, rows * units);
    };
  }

  @Override
  public Step conv2d(Layer.Conv2d layer) {
    Nonlinearity function = Nonlinearity.of(layer.activation());
    Conv2dLoops convolution =
        new Conv2dLoops(layer, input, output, array("weight"), bias(layer.bias(), layer.filters()));
    int length = output.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      convolution.compute(inputs[0], offsets[0], to, offset);
      function.apply(to, offset, length);
    };
  }

  @Override
  public Step maxPool(Layer.MaxPool layer) {
    return pool(layer.size(), layer.stride(), layer.padding(), true);
  }

  @Override
  public Step avgPool(Layer.AvgPool layer) {
    return pool(layer.size(), layer.stride(), layer.padding(), false);
  }

  private Step pool(Extent size, Extent stride, Padding padding, boolean max) {
    PoolingWindow window = new PoolingWindow(size, stride, padding, input, output, max);
    return (inputs, offsets, to, offset, tokens) ->
        window.compute(inputs[0], offsets[0], to, offset);
  }

  @Override
  public Step globalAvgPool(Layer.GlobalAvgPool layer) {
    int channels = input.extent(0);
    int pixels = input.elements() / channels;
    return (inputs, offsets, to, offset, tokens) -> {
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
          sum += inputs[0][offsets[0] + c * pixels + i];
        }
        to[offset + c] = (float) (sum / pixels);
      }
    };
  }

  @Override
  public Step upsample(Layer.Upsample layer) {
    int rows = output.extent(1);
    int columns = output.extent(2);
    int channels = output.extent(0);
    int height = layer.factor().height();
    int width = layer.factor().width();
    return (inputs, offsets, to, offset, tokens) -> {
      for (int i = 0; i < channels * rows; i++) {
        int channel = i / rows;
        int from = offsets[0] + (channel * input.extent(1) + i % rows / height) * input.extent(2);
        for (int j = 0; j < columns; j++) {
          to[offset + i * columns + j] = inputs[0][from + j / width];
        }
      }
    };
  }

  @Override
  public Step batchNorm(Layer.BatchNorm layer) {
    int channels = input.extent(0);
    int pixels = input.elements() / channels;
    float[] factors = new float[channels];
    float[] terms = new float[channels];
    for (int c = 0; c < channels; c++) {
      double factor = array("scale")[c] / Math.sqrt(array("variance")[c] + layer.epsilon());
      factors[c] = (float) factor;
      terms[c] = (float) (array("shift")[c] - array("mean")[c] * factor);
    }
    return (inputs, offsets, to, offset, tokens) -> {
      for (int c = 0; c < channels; c++) {
        for (int i = c * pixels; i < (c + 1) * pixels; i++) {
          to[offset + i] = inputs[0][offsets[0] + i] * factors[c] + terms[c];
        }
      }
    };
  }

  @Override
  public Step activation(Layer.Activation layer) {
    Nonlinearity function = Nonlinearity.of(layer.function());
    Step copy = copy();
    int length = output.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      copy.run(inputs, offsets, to, offset, tokens);
      function.apply(to, offset, length);
    };
  }

  private Step copy() {
    int length = output.elements();
    return (inputs, offsets, to, offset, tokens) ->
        System.arraycopy(inputs[0], offsets[0], to, offset, length);
  }

  @Override
  public Step dropout(Layer.Dropout layer) {
    return copy();
  }

  @Override
  public Step flatten(Layer.Flatten layer) {
    return copy();
  }

  @Override
  public Step reshape(Layer.Reshape layer) {
    return copy();
  }

  @Override
  public Step add(Layer.Add layer) {
    int length = output.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      System.arraycopy(inputs[0], offsets[0], to, offset, length);
      for (int k = 1; k < inputs.length; k++) {
        for (int i = 0; i < length; i++) {
          to[offset + i] += inputs[k][offsets[k] + i];
        }
      }
    };
  }

  @Override
  public Step concat(Layer.Concat layer) {
    int[] lengths =
        node.inputs().stream().mapToInt(each -> network.plan().shape(each).elements()).toArray();
    return (inputs, offsets, to, offset, tokens) -> {
      int at = offset;
      for (int k = 0; k < lengths.length; k++) {
        System.arraycopy(inputs[k], offsets[k], to, at, lengths[k]);
        at += lengths[k];
      }
    };
  }

  @Override
  public Step embedding(Layer.Embedding layer) {
    return texts().embedding(layer);
  }

  @Override
  public Step embeddingBag(Layer.EmbeddingBag layer) {
    return texts().embeddingBag(layer);
  }

  @Override
  public Step conv1d(Layer.Conv1d layer) {
    return texts().convolution(layer, bias(layer.bias(), layer.filters()));
  }

  @Override
  public Step poolOverTime(Layer.PoolOverTime layer) {
    return texts().pool(layer);
  }

  @Override
  public Step lstm(Layer.Lstm layer) {
    return texts().lstm(layer);
  }

  @Override
  public Step gru(Layer.Gru layer) {
    return texts().gru(layer);
  }

  private TextStepFactory texts() {
    return new TextStepFactory(this::array, input, output, steps());
  }
}
