package io.retort.testkit;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A slow interpreter of networks, written as the plain loops of each layer's definition in double
 * precision: what every backend is compared to. It only runs forward; its gradients are central
 * differences, so that no error in a derivative can be in both a backend and its reference.
 */
public final class ReferenceNetwork {
  /** Small enough for a truncation error of 1e-10, large enough for a rounding error of 1e-11. */
  private static final double STEP = 1e-5;

  private final NetworkPlan plan;
  private final long dropoutSeed;
  private final double[] parameters;
  private final double[] buffers;

  /**
   * A network with given weights.
   *
   * @param plan the network
   * @param weights its parameters and buffers
   * @param dropoutSeed the seed of {@link DropoutMask}
   */
  public ReferenceNetwork(NetworkPlan plan, Weights weights, long dropoutSeed) {
    weights.check(plan);
    this.plan = plan;
    this.dropoutSeed = dropoutSeed;
    this.parameters = vector(plan.parameters(), weights);
    this.buffers = vector(plan.buffers(), weights);
  }

  /**
   * What one forward pass gives.
   *
   * @param outputs every node's output, {@code [batch, …]} in row-major order
   * @param buffers the running statistics after the pass, laid out as {@link NetworkPlan#buffers()}
   */
  public record Pass(Map<String, double[]> outputs, double[] buffers) {}

  /**
   * Runs the network, which stays as it is.
   *
   * @param input {@code [batch, input shape…]} in row-major order
   * @param mode training or inference
   * @param step the number of training passes before this one, for the dropout masks
   * @return all outputs, and the running statistics that follow
   */
  public Pass forward(double[] input, Mode mode, long step) {
    int batch = input.length / plan.input().elements();
    double[] statistics = buffers.clone();
    Map<String, double[]> outputs = new LinkedHashMap<>();
    outputs.put(NetworkDescription.INPUT, input);
    for (Node node : plan.description().nodes()) {
      outputs.put(node.name(), run(node, outputs, batch, mode, step, statistics));
    }
    return new Pass(outputs, statistics);
  }

  /**
   * The gradient of a linear function of some nodes' outputs in training mode, by central
   * differences in every parameter.
   *
   * @param input {@code [batch, input shape…]} in row-major order
   * @param step the number of training passes before this one
   * @param coefficients the function's coefficients for each node
   * @return the derivatives, laid out as {@link NetworkPlan#parameters()}
   */
  public double[] gradient(double[] input, long step, Map<String, double[]> coefficients) {
    double[] gradient = new double[parameters.length];
    for (ParameterSlice slice : plan.parameters().slices()) {
      for (int i = slice.offset(); i < slice.offset() + slice.shape().elements(); i++) {
        double value = parameters[i];
        parameters[i] = value + STEP;
        double above = linear(input, step, coefficients);
        parameters[i] = value - STEP;
        double below = linear(input, step, coefficients);
        parameters[i] = value;
        gradient[i] = (above - below) / (2 * STEP);
      }
    }
    return gradient;
  }

  private double linear(double[] input, long step, Map<String, double[]> coefficients) {
    Map<String, double[]> outputs = forward(input, Mode.TRAINING, step).outputs();
    double sum = 0;
    for (Map.Entry<String, double[]> entry : coefficients.entrySet()) {
      double[] output = outputs.get(entry.getKey());
      for (int i = 0; i < output.length; i++) {
        sum += entry.getValue()[i] * output[i];
      }
    }
    return sum;
  }

  private double[] run(
      Node node,
      Map<String, double[]> outputs,
      int batch,
      Mode mode,
      long step,
      double[] statistics) {
    Layer layer = node.layer();
    List<double[]> inputs = node.inputs().stream().map(outputs::get).toList();
    double[] x = inputs.get(0);
    Shape in = plan.shape(node.inputs().get(0));
    Shape out = plan.shape(node.name());
    if (layer instanceof Layer.Dense dense) {
      double[] bias = dense.bias() ? parameter(node, "bias") : new double[dense.units()];
      return ReferenceLayers.activate(
          dense.activation(), ReferenceLayers.affine(x, parameter(node, "weight"), bias));
    } else if (layer instanceof Layer.Conv2d conv) {
      double[] bias = conv.bias() ? parameter(node, "bias") : new double[conv.filters()];
      return ReferenceLayers.activate(
          conv.activation(),
          ReferenceImages.conv(conv, in, out, x, parameter(node, "weight"), bias));
    } else if (layer instanceof Layer.MaxPool pool) {
      return ReferenceImages.pool(pool.size(), pool.stride(), pool.padding(), in, out, x, true);
    } else if (layer instanceof Layer.AvgPool pool) {
      return ReferenceImages.pool(pool.size(), pool.stride(), pool.padding(), in, out, x, false);
    } else if (layer instanceof Layer.GlobalAvgPool) {
      return ReferenceImages.globalMean(in, x);
    } else if (layer instanceof Layer.Upsample upsample) {
      return ReferenceImages.upsample(upsample.factor(), in, x);
    } else if (layer instanceof Layer.BatchNorm norm) {
      return ReferenceLayers.batchNorm(
          norm,
          in,
          x,
          parameter(node, "scale"),
          parameter(node, "shift"),
          mode,
          statistics,
          plan.buffers().slice(node.name() + ".mean").offset(),
          plan.buffers().slice(node.name() + ".variance").offset());
    } else if (layer instanceof Layer.Activation activation) {
      return ReferenceLayers.activate(activation.function(), x.clone());
    } else if (layer instanceof Layer.Dropout dropout) {
      return mode == Mode.INFERENCE ? x : drop(dropout, node.name(), step, x);
    } else if (layer instanceof Layer.Add) {
      return ReferenceLayers.sum(inputs);
    } else if (layer instanceof Layer.Concat) {
      return ReferenceLayers.concat(inputs, batch);
    } else if (layer instanceof Layer.Embedding embedding) {
      return ReferenceLayers.lookUp(x, parameter(node, "weight"), embedding.size());
    } else if (layer instanceof Layer.Lstm lstm) {
      return ReferenceRecurrent.lstm(
          lstm,
          in,
          x,
          parameter(node, "weight-input"),
          parameter(node, "weight-recurrent"),
          parameter(node, "bias"));
    } else if (layer instanceof Layer.Gru gru) {
      return ReferenceRecurrent.gru(
          gru,
          in,
          x,
          parameter(node, "weight-input"),
          parameter(node, "weight-recurrent"),
          parameter(node, "bias"),
          parameter(node, "bias-recurrent"));
    }
    // Flatten and Reshape: the same values in the same order.
    return x;
  }

  private double[] drop(Layer.Dropout dropout, String node, long step, double[] x) {
    DropoutMask mask = DropoutMask.of(dropoutSeed, node, step, dropout.rate());
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * mask.factor(i);
    }
    return y;
  }

  private double[] parameter(Node node, String array) {
    ParameterSlice slice = plan.parameters().slice(node.name() + "." + array);
    return Arrays.copyOfRange(
        parameters, slice.offset(), slice.offset() + slice.shape().elements());
  }

  private static double[] vector(ParameterLayout layout, Weights weights) {
    double[] vector = new double[layout.length()];
    for (ParameterSlice slice : layout.slices()) {
      float[] values = weights.arrays().get(slice.name()).values();
      for (int i = 0; i < values.length; i++) {
        vector[slice.offset() + i] = values[i];
      }
    }
    return vector;
  }
}
