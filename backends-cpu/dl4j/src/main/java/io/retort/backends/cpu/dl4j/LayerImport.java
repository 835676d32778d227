package io.retort.backends.cpu.dl4j;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer of Deeplearning4j as nodes: the counterpart of {@link StockLayers}. Classes are
 * compared exactly, since a subclass computes something else.
 */
final class LayerImport {
  private final NetworkDraft network;
  private final Dl4jModel.Part part;
  private final boolean head;
  private IActivation leftOff = new ActivationIdentity();

  /**
   * A layer to be translated.
   *
   * @param head whether it is an output whose softmax or sigmoid is left off
   */
  LayerImport(NetworkDraft network, Dl4jModel.Part part, boolean head) {
    this.network = network;
    this.part = part;
    this.head = head;
  }

  /**
   * Adds the nodes of the layer.
   *
   * @return the node that gives what the layer gives
   */
  String add(org.deeplearning4j.nn.conf.layers.Layer layer, NodeOutput from) {
    Class<?> type = layer.getClass();
    boolean window = type == ConvolutionLayer.class || type == SubsamplingLayer.class;
    if (!from.whole() && !window) {
      throw refused("reads a cropped image");
    }
    String input = dropped(layer, from.node());
    if (type == DropoutLayer.class) {
      return input;
    } else if (type == DenseLayer.class
        || type == OutputLayer.class
        || type == RnnOutputLayer.class) {
      return dense((FeedForwardLayer) layer, input);
    } else if (type == ConvolutionLayer.class) {
      return conv((ConvolutionLayer) layer, input, from.cropped());
    } else if (type == SubsamplingLayer.class) {
      return pool((SubsamplingLayer) layer, input, from.cropped());
    } else if (type == BatchNormalization.class) {
      return norm((BatchNormalization) layer, input);
    } else if (type == ActivationLayer.class) {
      return activation(((ActivationLayer) layer).getActivationFn(), input);
    } else if (type == LossLayer.class) {
      return activation(((LossLayer) layer).getActivationFn(), input);
    } else if (type == GlobalPoolingLayer.class
        && ((GlobalPoolingLayer) layer).getPoolingType() == PoolingType.AVG) {
      return node(new Layer.GlobalAvgPool(), input);
    } else if (type == Upsampling2D.class) {
      requireChannelsFirst(((Upsampling2D) layer).getFormat());
      return node(new Layer.Upsample(extent(((Upsampling2D) layer).getSize())), input);
    } else if (type == LSTM.class) {
      return lstm((LSTM) layer, Layer.Returns.SEQUENCE, input);
    } else if (type == LastTimeStep.class
        && ((LastTimeStep) layer).getUnderlying().getClass() == LSTM.class) {
      return lstm((LSTM) ((LastTimeStep) layer).getUnderlying(), Layer.Returns.LAST, input);
    } else if (type == EmbeddingSequenceLayer.class) {
      return embedding((EmbeddingSequenceLayer) layer, input);
    }
    throw refused("has no counterpart in Retort");
  }

  /**
   * Adds what was left off of an output for those parts that read it.
   *
   * @param output what {@link #add} has given
   * @return the node that gives what the layer gives in Deeplearning4j
   */
  String activated(String output) {
    if (leftOff instanceof ActivationSoftmax) {
      throw refused(
          "is an output with a softmax that another layer reads too, and Retort has no softmax"
              + " before a layer");
    }
    return leftOff instanceof ActivationSigmoid
        ? node(new Layer.Activation(ActivationFunction.SIGMOID), output)
        : output;
  }

  /** Deeplearning4j drops values of a layer's input; its number is the probability to keep one. */
  private String dropped(org.deeplearning4j.nn.conf.layers.Layer layer, String input) {
    IDropout dropout = layer.getIDropout();
    if (dropout == null) {
      return input;
    }
    if (dropout.getClass() != Dropout.class || ((Dropout) dropout).getPSchedule() != null) {
      throw refused("has a dropout of the kind " + dropout.getClass().getSimpleName());
    }
    String name = layer instanceof DropoutLayer ? part.name() : part.name() + "-dropout";
    return network.node(name, new Layer.Dropout(1 - ((Dropout) dropout).getP()), input).node();
  }

  private String dense(FeedForwardLayer dense, String input) {
    if (dense instanceof DenseLayer layer && layer.hasLayerNorm()) {
      throw refused("has layer normalisation");
    }
    INDArray bias = part.parameters().get("b");
    int units = (int) dense.getNOut();
    ActivationFunction function = function(dense.getActivationFn());
    String node = node(new Layer.Dense(units, function, bias != null, Initializer.AUTO), input);
    array(node, "weight", Shape.of(units, (int) dense.getNIn()), parameter("W").transpose());
    if (bias != null) {
      array(node, "bias", Shape.of(units), bias);
    }
    return node;
  }

  private String conv(ConvolutionLayer conv, String input, int[] cropped) {
    requireChannelsFirst(conv.getCnn2dDataFormat());
    Extent kernel = extent(conv.getKernelSize());
    Extent stride = extent(conv.getStride());
    Extent dilation = extent(conv.getDilation());
    Padding padding =
        padding(
            conv.getConvolutionMode(),
            conv.getPadding(),
            padded -> new Dl4jWindow(network.shape(input), kernel, dilation, stride, padded),
            cropped);
    INDArray bias = part.parameters().get("b");
    int filters = (int) conv.getNOut();
    String node =
        node(
            new Layer.Conv2d(
                filters,
                kernel,
                stride,
                padding,
                dilation,
                1,
                function(conv.getActivationFn()),
                bias != null,
                Initializer.AUTO),
            input);
    Shape weights = Shape.of(filters, (int) conv.getNIn(), kernel.height(), kernel.width());
    array(node, "weight", weights, parameter("W"));
    if (bias != null) {
      array(node, "bias", Shape.of(filters), bias);
    }
    return node;
  }

  private String pool(SubsamplingLayer pool, String input, int[] cropped) {
    requireChannelsFirst(pool.getCnn2dDataFormat());
    Extent size = extent(pool.getKernelSize());
    Extent stride = extent(pool.getStride());
    if (pool.getDilation() != null && Arrays.stream(pool.getDilation()).anyMatch(d -> d != 1)) {
      throw refused("has a dilated window");
    }
    Padding padding =
        padding(
            pool.getConvolutionMode(),
            pool.getPadding(),
            padded -> new Dl4jWindow(network.shape(input), size, Extent.of(1), stride, padded),
            cropped);
    if (pool.getPoolingType() == PoolingType.MAX) {
      return node(new Layer.MaxPool(size, stride, padding), input);
    } else if (pool.getPoolingType() == PoolingType.AVG
        && (!pool.isAvgPoolIncludePadInDivisor() || padding.equals(Padding.VALID))) {
      return node(new Layer.AvgPool(size, stride, padding), input);
    }
    throw refused("pools by " + pool.getPoolingType() + " with its padding");
  }

  /** A window for each padding that could be meant. */
  private interface Windows {
    Dl4jWindow with(Padding padding);
  }

  private Padding padding(ConvolutionMode mode, int[] amount, Windows windows, int[] cropped) {
    if (mode == ConvolutionMode.Same) {
      // The exporter crops what no window reads.
      int[] unread = windows.with(Padding.SAME).unread();
      boolean read = cropped[0] > 0 && cropped[0] != unread[0];
      if (read || (cropped[1] > 0 && cropped[1] != unread[1])) {
        throw refused("reads a cropped image");
      }
      return Padding.SAME;
    } else if (cropped[0] + cropped[1] > 0) {
      throw refused("reads a cropped image");
    } else if (mode == ConvolutionMode.Causal) {
      throw refused("has causal padding");
    } else if (amount[0] == amount[1]) {
      return new Padding(false, amount[0]);
    }
    Dl4jWindow same = windows.with(Padding.SAME);
    if (same.mode() == ConvolutionMode.Truncate && Arrays.equals(same.padded(), amount)) {
      return Padding.SAME;
    }
    throw refused("has a padding of " + Arrays.toString(amount) + ", which differs by axis");
  }

  private String norm(BatchNormalization norm, String input) {
    requireChannelsFirst(norm.getCnn2DFormat());
    String node = node(new Layer.BatchNorm(1 - norm.getDecay(), norm.getEps()), input);
    Shape channels = Shape.of((int) norm.getNOut());
    if (norm.isLockGammaBeta()) {
      network.array(node + ".scale", channels, filled(channels, norm.getGamma()));
      network.array(node + ".shift", channels, filled(channels, norm.getBeta()));
    } else {
      array(node, "scale", channels, parameter("gamma"));
      array(node, "shift", channels, parameter("beta"));
    }
    array(node, "mean", channels, parameter("mean"));
    if (norm.isUseLogStd()) {
      float[] variance = floats(parameter("log10stdev"));
      for (int i = 0; i < variance.length; i++) {
        variance[i] = (float) Math.pow(10, 2 * variance[i]);
      }
      network.array(node + ".variance", channels, variance);
    } else {
      array(node, "variance", channels, parameter("var"));
    }
    return node;
  }

  private static float[] filled(Shape shape, double value) {
    float[] values = new float[shape.elements()];
    Arrays.fill(values, (float) value);
    return values;
  }

  private String lstm(LSTM lstm, Layer.Returns returns, String input) {
    if (!(lstm.getActivationFn() instanceof ActivationTanH)
        || !(lstm.getGateActivationFn() instanceof ActivationSigmoid)) {
      throw refused("has activations other than tanh, and sigmoid in its gates");
    }
    int units = (int) lstm.getNOut();
    String node = node(new Layer.Lstm(units, returns), input);
    gates(node, "weight-input", units, parameter("W"));
    gates(node, "weight-recurrent", units, parameter("RW"));
    gates(node, "bias", units, parameter("b"));
    return node;
  }

  /** Deeplearning4j orders the gates g, f, o, i; the canonical order is i, f, g, o. */
  private void gates(String node, String name, int units, INDArray columns) {
    int[] positions = {3, 1, 0, 2};
    int rows = (int) columns.length() / (4 * units);
    float[] source = floats(columns);
    float[] target = new float[source.length];
    for (int gate = 0; gate < positions.length; gate++) {
      for (int unit = 0; unit < units; unit++) {
        for (int row = 0; row < rows; row++) {
          target[(gate * units + unit) * rows + row] =
              source[row * 4 * units + positions[gate] * units + unit];
        }
      }
    }
    Shape shape = name.equals("bias") ? Shape.of(4 * units) : Shape.of(4 * units, rows);
    network.array(node + "." + name, shape, target);
  }

  private String embedding(EmbeddingSequenceLayer embedding, String input) {
    if (embedding.hasBias() || function(embedding.getActivationFn()) != ActivationFunction.LINEAR) {
      throw refused("has a bias or an activation");
    }
    int vocabulary = (int) embedding.getNIn();
    int size = (int) embedding.getNOut();
    String node = node(new Layer.Embedding(vocabulary, size), input);
    array(node, "weight", Shape.of(vocabulary, size), parameter("W"));
    return node;
  }

  private String activation(IActivation function, String input) {
    ActivationFunction own = function(function);
    return own == ActivationFunction.LINEAR ? input : node(new Layer.Activation(own), input);
  }

  private ActivationFunction function(IActivation function) {
    Class<?> type = function.getClass();
    if (head && (type == ActivationSoftmax.class || type == ActivationSigmoid.class)) {
      leftOff = function;
      return ActivationFunction.LINEAR;
    } else if (type == ActivationIdentity.class) {
      return ActivationFunction.LINEAR;
    } else if (type == ActivationReLU.class && function.equals(new ActivationReLU())) {
      return ActivationFunction.RELU;
    } else if (type == ActivationLReLU.class && ((ActivationLReLU) function).getAlpha() == 0.01) {
      return ActivationFunction.LEAKY_RELU;
    } else if (type == ActivationTanH.class) {
      return ActivationFunction.TANH;
    } else if (type == ActivationSigmoid.class) {
      return ActivationFunction.SIGMOID;
    } else if (type == ActivationSwish.class) {
      return ActivationFunction.SILU;
    }
    throw refused("has the activation '" + function + "'");
  }

  private void requireChannelsFirst(CNN2DFormat format) {
    if (format != CNN2DFormat.NCHW) {
      throw refused("has its channels last");
    }
  }

  private String node(Layer layer, String input) {
    return network.node(part.name(), layer, input).node();
  }

  private INDArray parameter(String name) {
    INDArray parameter = part.parameters().get(name);
    if (parameter == null) {
      throw refused("has no array '" + name + "'");
    }
    return parameter;
  }

  private void array(String node, String name, Shape shape, INDArray values) {
    network.array(node + "." + name, shape, floats(values));
  }

  /** The values in row-major order. */
  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private static Extent extent(int[] sides) {
    return new Extent(sides[0], sides.length == 1 ? sides[0] : sides[1]);
  }

  private RuntimeException refused(String clause) {
    return part.refused(clause);
  }
}
