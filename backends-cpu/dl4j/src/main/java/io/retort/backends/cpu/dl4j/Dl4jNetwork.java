package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A ComputationGraph that is trained through errors given from outside. Parameters are copied into
 * it before each forward pass, gradients out of it after each backward pass.
 */
final class Dl4jNetwork implements Network {
  private final NetworkPlan plan;
  private final DataType type;
  private final List<String> taps;
  private final HostVector parameters;
  private final HostVector gradients;
  private final HostVector buffers;
  private final ComputationGraph graph;
  private final ParameterRuns.Copier copier;
  private final ScratchMemory scratch;
  private final Map<String, Tensor> outputs = new HashMap<>();
  private final List<INDArray> owned = new ArrayList<>();
  private final NativeMemoryLimit garbage = new NativeMemoryLimit();
  private long trainingPasses;
  private int trainedBatch;
  private int[] tokens = {};

  Dl4jNetwork(NetworkPlan plan, CompileOptions options, DataType type) {
    this.plan = plan;
    this.type = type;
    TreeSet<String> tapped = new TreeSet<>(options.taps());
    tapped.addAll(plan.description().outputs());
    tapped.forEach(plan.description()::node);
    this.taps = List.copyOf(tapped);
    this.parameters = HostVector.allocate(plan.parameters().length());
    this.gradients = HostVector.allocate(plan.parameters().length());
    this.buffers = HostVector.allocate(plan.buffers().length());
    TrainingGraph.Built built =
        TrainingGraph.build(
            plan, taps, options, type, buffers, sample -> tokens[sample], () -> trainingPasses);
    this.graph = built.graph();
    this.copier = built.parameters();
    this.scratch = built.scratch();
  }

  @Override
  public NetworkPlan plan() {
    return plan;
  }

  @Override
  public HostVector parameters() {
    return parameters;
  }

  @Override
  public HostVector gradients() {
    return gradients;
  }

  @Override
  public HostVector buffers() {
    return buffers;
  }

  @Override
  public Activations forward(DeviceTensor given, Mode mode) {
    Tensor inputs = given.onHost();
    int batch = inputs.shape().extent(0);
    require("The input", inputs.shape(), plan.input().batch(batch));
    release();
    if (!copier.isEmpty()) {
      copier.toFlattened(parameters.values(), graph.params());
    }
    if (plan.isPadded()) {
      tokens = TokenNumbers.counts(inputs);
    }
    boolean training = mode == Mode.TRAINING;
    INDArray input =
        type == DataType.FLOAT ? NativeValues.view(inputs) : NativeValues.copy(inputs, type);
    Map<String, INDArray> activations = graph.feedForward(new INDArray[] {input}, training, false);
    for (String tap : taps) {
      NativeValues.copy(activations.get(TrainingGraph.leaf(tap)), output(tap, batch));
    }
    for (INDArray activation : activations.values()) {
      if (activation.data() != input.data()) {
        owned.add(activation);
      }
    }
    if (type != DataType.FLOAT) {
      owned.add(input);
    }
    if (training) {
      trainingPasses++;
      trainedBatch = batch;
    } else {
      release();
      garbage.limit();
    }
    return this::activation;
  }

  @Override
  public long trainingPasses() {
    return trainingPasses;
  }

  @Override
  public void trainingPasses(long count) {
    trainingPasses = count;
  }

  @Override
  public void backward(Map<String, DeviceTensor> tapGradients) {
    if (trainedBatch == 0) {
      throw new IllegalStateException("Run forward in training mode before backward");
    }
    tapGradients.keySet().forEach(this::activation);
    INDArray[] epsilons = new INDArray[taps.size()];
    for (int i = 0; i < epsilons.length; i++) {
      epsilons[i] = epsilon(taps.get(i), tapGradients.get(taps.get(i)));
    }
    if (!copier.isEmpty()) {
      graph.backpropGradient(epsilons);
      copier.toCanonical(graph.getFlattenedGradients(), gradients.values());
    }
    release();
    garbage.limit();
  }

  /** Deeplearning4j works in place on what it is given, so that it is given a copy. */
  private INDArray epsilon(String tap, DeviceTensor gradient) {
    Shape shape = plan.shape(tap).batch(trainedBatch);
    if (gradient == null) {
      return Nd4j.zeros(type, NativeValues.extents(shape));
    }
    require("The gradient of '" + tap + "'", gradient.shape(), shape);
    return NativeValues.copy(gradient.onHost(), type);
  }

  private DeviceTensor activation(String tap) {
    Tensor output = outputs.get(tap);
    if (output == null) {
      throw new IllegalArgumentException("'" + tap + "' is not a tap; taps: " + taps);
    }
    return DeviceTensor.of(output);
  }

  private Tensor output(String tap, int batch) {
    Shape shape = plan.shape(tap).batch(batch);
    Tensor output = outputs.get(tap);
    if (output == null || !output.shape().equals(shape)) {
      if (output != null) {
        output.close();
      }
      output = Tensor.allocate(shape);
      outputs.put(tap, output);
    }
    return output;
  }

  private static void require(String what, Shape found, Shape expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          what + " has the shape " + found + "; expected " + expected);
    }
  }

  /** Frees the arrays of the last pass at once; otherwise they wait for the garbage collector. */
  private void release() {
    trainedBatch = 0;
    for (INDArray array : owned) {
      if (array.closeable()) {
        array.close();
      }
    }
    owned.clear();
  }

  @Override
  public void close() {
    release();
    // Not graph.close(), which starts two full garbage collections.
    if (!copier.isEmpty()) {
      graph.params().close();
      if (graph.getFlattenedGradients() != null) {
        graph.getFlattenedGradients().close();
      }
    }
    scratch.close();
    outputs.values().forEach(Tensor::close);
    parameters.close();
    gradients.close();
    buffers.close();
  }
}
