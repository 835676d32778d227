package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A network of {@link DifferenceBackend}. */
final class DifferenceNetwork implements Network {
  private final NetworkPlan plan;
  private final long dropoutSeed;
  private final Set<String> taps = new TreeSet<>();
  private final HostVector parameters;
  private final HostVector gradients;
  private final HostVector buffers;
  private final Map<String, Tensor> outputs = new HashMap<>();
  private long trainingPasses;
  private ReferenceNetwork trained;
  private double[] trainedInputs;

  DifferenceNetwork(NetworkPlan plan, CompileOptions options) {
    this.plan = plan;
    this.dropoutSeed = options.dropoutSeed();
    taps.addAll(options.taps());
    taps.addAll(plan.description().outputs());
    // Asking for the nodes refuses taps that are none.
    taps.forEach(plan.description()::node);
    this.parameters = HostVector.allocate(plan.parameters().length());
    this.gradients = HostVector.allocate(plan.parameters().length());
    this.buffers = HostVector.allocate(plan.buffers().length());
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
  public Activations forward(DeviceTensor inputs, Mode mode) {
    ReferenceNetwork reference = new ReferenceNetwork(plan, weights(), dropoutSeed);
    double[] values = doubles(inputs);
    ReferenceNetwork.Pass pass = reference.forward(values, mode, trainingPasses);
    if (mode == Mode.TRAINING) {
      trained = reference;
      trainedInputs = values;
      trainingPasses++;
      buffers.write(0, floats(pass.buffers()));
    }
    freeOutputs();
    for (String tap : taps) {
      Tensor output = Tensor.allocate(plan.shape(tap).batch(inputs.shape().extent(0)));
      output.write(0, floats(pass.outputs().get(tap)));
      outputs.put(tap, output);
    }
    return this::output;
  }

  private DeviceTensor output(String tap) {
    Tensor output = outputs.get(tap);
    if (output == null) {
      throw new IllegalArgumentException("'" + tap + "' is not a tap; taps: " + taps);
    }
    return DeviceTensor.of(output);
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
    if (trained == null) {
      throw new IllegalStateException("There was no forward pass in training mode");
    }
    Map<String, double[]> coefficients = new HashMap<>();
    tapGradients.forEach((tap, gradient) -> coefficients.put(tap, doubles(gradient)));
    gradients.write(0, floats(trained.gradient(trainedInputs, trainingPasses - 1, coefficients)));
  }

  private static double[] doubles(DeviceTensor tensor) {
    float[] values = tensor.toArray();
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private void freeOutputs() {
    outputs.values().forEach(Tensor::close);
    outputs.clear();
  }

  @Override
  public void close() {
    freeOutputs();
    parameters.close();
    gradients.close();
    buffers.close();
  }
}
