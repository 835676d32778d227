package io.retort.runtime.experiment.timing;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InputLoader;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.Map;

/**
 * A backend whose networks measure their passes. It does not own the backend that it measures.
 *
 * @param backend the backend
 * @param clock measures
 */
public record TimedBackend(ComputeBackend backend, StepClock clock) implements ComputeBackend {

  @Override
  public Map<String, String> unsupported(NetworkPlan plan) {
    return backend.unsupported(plan);
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new TimedNetwork(backend.compile(plan, options), clock);
  }

  @Override
  public Vector vector(int length) {
    return backend.vector(length);
  }

  @Override
  public InputLoader inputs(Samples samples, Shape input) {
    return new TimedLoader(backend.inputs(samples, input), clock);
  }

  @Override
  public void close() {
    // Whoever made the backend closes it.
  }

  /** Each step of a training begins with its inputs. */
  private record TimedLoader(InputLoader loader, StepClock clock) implements InputLoader {
    @Override
    public DeviceTensor load(int[] samples) {
      clock.step();
      return clock.measure(StepClock.Phase.DATA, () -> loader.load(samples));
    }

    @Override
    public void close() {
      loader.close();
    }
  }

  private record TimedNetwork(Network network, StepClock clock) implements Network {

    @Override
    public NetworkPlan plan() {
      return network.plan();
    }

    @Override
    public Vector parameters() {
      return network.parameters();
    }

    @Override
    public Vector gradients() {
      return network.gradients();
    }

    @Override
    public Vector buffers() {
      return network.buffers();
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      return clock.measure(StepClock.Phase.FORWARD, () -> network.forward(inputs, mode));
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      clock.measure(
          StepClock.Phase.BACKWARD,
          () -> {
            network.backward(tapGradients);
            return network;
          });
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
