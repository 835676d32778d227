package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A network as programs of oneDNN primitives: one for each batch size and mode in use. */
final class OneDnnNetwork implements Network {
  private final NetworkPlan plan;
  private final Engine engine;
  private final List<String> taps;
  private final Parameters parameters;
  private final NetworkPrograms programs;
  private final Inference inference;
  private final Activations activations = this::activation;
  private Mode computed;
  private NetworkProgram training;
  private long trainingPasses;

  OneDnnNetwork(NetworkPlan plan, CompileOptions options, Engine engine) {
    this.plan = plan;
    this.engine = engine;
    TreeSet<String> tapped = new TreeSet<>(options.taps());
    tapped.addAll(plan.description().outputs());
    tapped.forEach(plan.description()::node);
    this.taps = List.copyOf(tapped);
    this.parameters = Parameters.trained(plan, engine);
    this.programs =
        new NetworkPrograms(
            plan,
            taps,
            parameters,
            (node, rate) -> DropoutMask.of(options.dropoutSeed(), node, trainingPasses, rate),
            engine);
    this.inference = new Inference(plan, taps, programs, engine.limits().threads());
  }

  @Override
  public NetworkPlan plan() {
    return plan;
  }

  @Override
  public HostVector parameters() {
    return parameters.values();
  }

  @Override
  public HostVector gradients() {
    return parameters.gradients();
  }

  @Override
  public HostVector buffers() {
    return parameters.buffers();
  }

  @Override
  public Activations forward(DeviceTensor given, Mode mode) {
    Tensor inputs = given.onHost();
    computed = null;
    if (mode == Mode.TRAINING) {
      training = programs.of(mode, inputs);
      training.forward(inputs);
      trainingPasses++;
    } else {
      inference.forward(inputs);
    }
    computed = mode;
    return activations;
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
    if (computed != Mode.TRAINING) {
      throw new IllegalStateException("Run forward in training mode before backward");
    }
    Map<String, Tensor> onHost = new HashMap<>();
    for (Map.Entry<String, DeviceTensor> given : tapGradients.entrySet()) {
      onHost.put(given.getKey(), given.getValue().onHost());
      Shape expected = activation(given.getKey()).shape();
      if (!given.getValue().shape().equals(expected)) {
        throw NetworkPrograms.misfit(
            "The gradient of '" + given.getKey() + "'", given.getValue().shape(), expected);
      }
    }
    training.backward(onHost);
  }

  private DeviceTensor activation(String tap) {
    if (!taps.contains(tap)) {
      throw new IllegalArgumentException("'" + tap + "' is not a tap; taps: " + taps);
    }
    if (computed == null) {
      throw new IllegalStateException("Run forward before reading '" + tap + "'");
    }
    return DeviceTensor.of(
        computed == Mode.TRAINING ? training.output(tap) : inference.output(tap));
  }

  @Override
  public void close() {
    engine.verifier().save();
    programs.close();
    inference.close();
    computed = null;
    parameters.close();
  }
}
