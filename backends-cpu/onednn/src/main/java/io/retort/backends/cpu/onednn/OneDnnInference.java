package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Activations;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A trained network that predicts on one thread, with weights that it shares with others. */
final class OneDnnInference implements InferenceNetwork {
  private final SharedWeights weights;
  private final List<String> outputs;
  private final NetworkPrograms programs;
  private final Inference inference;
  private final Activations activations = this::activation;
  private boolean computed;
  private boolean closed;

  /** The weights of a network, freed when the last one is closed that uses them. */
  private record SharedWeights(
      SavedNetwork network, Parameters parameters, Engine engine, AtomicInteger users) {

    SharedWeights used() {
      users.incrementAndGet();
      return this;
    }

    void unused() {
      if (users.decrementAndGet() == 0) {
        engine.verifier().save();
        parameters.close();
      }
    }
  }

  /** The first one that uses a network's weights. */
  OneDnnInference(SavedNetwork network, Engine engine) {
    this(
        new SharedWeights(
            network, Parameters.frozen(network, engine), engine, new AtomicInteger()));
  }

  private OneDnnInference(SharedWeights weights) {
    this.weights = weights.used();
    NetworkPlan plan = weights.network.plan();
    this.outputs = plan.description().outputs();
    this.programs =
        new NetworkPrograms(
            plan,
            outputs,
            weights.parameters,
            (node, rate) -> {
              throw new IllegalStateException("Inference of '" + node + "' has no dropout");
            },
            weights.engine);
    this.inference = new Inference(plan, outputs, programs, weights.engine.limits().threads());
  }

  @Override
  public Activations forward(DeviceTensor inputs) {
    computed = false;
    inference.forward(inputs.onHost());
    computed = true;
    return activations;
  }

  private DeviceTensor activation(String output) {
    if (!outputs.contains(output)) {
      throw new IllegalArgumentException("'" + output + "' is not an output; outputs: " + outputs);
    }
    if (!computed) {
      throw new IllegalStateException("Run forward before reading '" + output + "'");
    }
    return DeviceTensor.of(inference.output(output));
  }

  @Override
  public InferenceNetwork share() {
    return new OneDnnInference(weights);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    // A second time would free what others still share.
    closed = true;
    computed = false;
    programs.close();
    inference.close();
    weights.unused();
  }
}
