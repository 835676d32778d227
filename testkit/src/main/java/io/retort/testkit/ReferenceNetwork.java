package io.retort.testkit;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
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
import java.util.function.Function;

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
    return new Running(input, mode, step).pass();
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

  /** One forward pass. */
  private final class Running implements LayerVisitor<double[]> {
    private final int batch;
    private final Mode mode;
    private final long step;
    private final double[] statistics = buffers.clone();
    private final Map<String, double[]> outputs = new LinkedHashMap<>();
    private Node node;
    private Shape in;
    private Shape out;
    private double[] x;

    Running(double[] input, Mode mode, long step) {
      this.batch = input.length / plan.input().elements();
      this.mode = mode;
      this.step = step;
      outputs.put(NetworkDescription.INPUT, input);
    }

    Pass pass() {
      for (Node next : plan.description().nodes()) {
        node = next;
        in = plan.shape(node.inputs().get(0));
        out = plan.shape(node.name());
        x = outputs.get(node.inputs().get(0));
        double[] y = node.layer().accept(this);
        plan.length(node.name())
            .ifPresent(length -> ReferenceTexts.clear(y, out, steps(node.name())));
        outputs.put(node.name(), y);
      }
      return new Pass(outputs, statistics);
    }

    /** How many steps of a node's sequence each sample has. */
    private int[] steps(String name) {
      Shape shape = plan.shape(name);
      int[] steps = new int[batch];
      for (int sample = 0; sample < batch; sample++) {
        int tokens = ReferenceTexts.tokens(outputs.get(NetworkDescription.INPUT), sample, batch);
        steps[sample] = plan.length(name).map(length -> length.of(tokens)).orElse(shape.extent(0));
      }
      return steps;
    }

    @Override
    public double[] dense(Layer.Dense dense) {
      double[] bias = dense.bias() ? parameter("bias") : new double[dense.units()];
      return ReferenceLayers.activate(
          dense.activation(), ReferenceLayers.affine(x, parameter("weight"), bias));
    }

    @Override
    public double[] conv2d(Layer.Conv2d conv) {
      double[] bias = conv.bias() ? parameter("bias") : new double[conv.filters()];
      return ReferenceLayers.activate(
          conv.activation(), ReferenceImages.conv(conv, in, out, x, parameter("weight"), bias));
    }

    @Override
    public double[] maxPool(Layer.MaxPool pool) {
      return ReferenceImages.pool(pool.size(), pool.stride(), pool.padding(), in, out, x, true);
    }

    @Override
    public double[] avgPool(Layer.AvgPool pool) {
      return ReferenceImages.pool(pool.size(), pool.stride(), pool.padding(), in, out, x, false);
    }

    @Override
    public double[] globalAvgPool(Layer.GlobalAvgPool pool) {
      return ReferenceImages.globalMean(in, x);
    }

    @Override
    public double[] upsample(Layer.Upsample upsample) {
      return ReferenceImages.upsample(upsample.factor(), in, x);
    }

    @Override
    public double[] batchNorm(Layer.BatchNorm norm) {
      return ReferenceLayers.batchNorm(
          norm,
          in,
          x,
          parameter("scale"),
          parameter("shift"),
          mode,
          statistics,
          plan.buffers().slice(node.name() + ".mean").offset(),
          plan.buffers().slice(node.name() + ".variance").offset());
    }

    @Override
    public double[] activation(Layer.Activation activation) {
      return ReferenceLayers.activate(activation.function(), x.clone());
    }

    @Override
    public double[] dropout(Layer.Dropout dropout) {
      if (mode == Mode.INFERENCE) {
        return x;
      }
      DropoutMask mask = DropoutMask.of(dropoutSeed, node.name(), step, dropout.rate());
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = x[i] * mask.factor(i);
      }
      return y;
    }

    @Override
    public double[] flatten(Layer.Flatten flatten) {
      return x;
    }

    @Override
    public double[] reshape(Layer.Reshape reshape) {
      return x;
    }

    @Override
    public double[] add(Layer.Add sum) {
      return ReferenceLayers.sum(inputs());
    }

    @Override
    public double[] concat(Layer.Concat concat) {
      return ReferenceLayers.concat(inputs(), batch);
    }

    @Override
    public double[] embedding(Layer.Embedding embedding) {
      return ReferenceLayers.lookUp(x, parameter("weight"), embedding.size());
    }

    @Override
    public double[] embeddingBag(Layer.EmbeddingBag bag) {
      return ReferenceTexts.bag(x, in.extent(0), parameter("weight"), bag.size(), bag.mode());
    }

    @Override
    public double[] conv1d(Layer.Conv1d conv) {
      double[] bias = conv.bias() ? parameter("bias") : new double[conv.filters()];
      return ReferenceLayers.activate(
          conv.activation(), ReferenceTexts.conv(conv, in, out, x, parameter("weight"), bias));
    }

    @Override
    public double[] poolOverTime(Layer.PoolOverTime pool) {
      return ReferenceTexts.pool(x, in, steps(node.inputs().get(0)), pool.mode());
    }

    @Override
    public double[] lstm(Layer.Lstm lstm) {
      return recurrent(
          lstm.bidirectional(),
          direction ->
              ReferenceRecurrent.lstm(
                  lstm,
                  in,
                  steps(node.inputs().get(0)),
                  !direction.isEmpty(),
                  x,
                  parameter("weight-input" + direction),
                  parameter("weight-recurrent" + direction),
                  parameter("bias" + direction)));
    }

    @Override
    public double[] gru(Layer.Gru gru) {
      return recurrent(
          gru.bidirectional(),
          direction ->
              ReferenceRecurrent.gru(
                  gru,
                  in,
                  steps(node.inputs().get(0)),
                  !direction.isEmpty(),
                  x,
                  parameter("weight-input" + direction),
                  parameter("weight-recurrent" + direction),
                  parameter("bias" + direction),
                  parameter("bias-recurrent" + direction)));
    }

    /** Rows of states, or of both directions side by side. */
    private double[] recurrent(boolean bidirectional, Function<String, double[]> direction) {
      double[] forward = direction.apply("");
      return bidirectional
          ? ReferenceLayers.concat(
              List.of(forward, direction.apply(Layer.REVERSE)),
              2 * forward.length / out.extent(out.rank() - 1))
          : forward;
    }

    private List<double[]> inputs() {
      return node.inputs().stream().map(outputs::get).toList();
    }

    private double[] parameter(String array) {
      ParameterSlice slice = plan.parameters().slice(node.name() + "." + array);
      return Arrays.copyOfRange(
          parameters, slice.offset(), slice.offset() + slice.shape().elements());
    }
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
