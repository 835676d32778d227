package io.retort.runtime.experiment.timing;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.ForwardingNetwork;
import io.retort.core.backend.InputLoader;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import java.util.Map;

/** A backend whose networks measure their passes. It does not own the backend that it measures. */
public final class TimedBackend extends ForwardingBackend {
  private final StepClock clock;

  /**
   * A backend around another.
   *
   * @param backend the backend
   * @param clock measures
   */
  public TimedBackend(ComputeBackend backend, StepClock clock) {
    super(backend);
    this.clock = clock;
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new TimedNetwork(super.compile(plan, options), clock);
  }

  @Override
  public InputLoader inputs(Samples samples, Shape input) {
    return new TimedLoader(super.inputs(samples, input), clock);
  }

  @Override
  public void close() {
    // Its maker closes the backend.
  }

  /** Each step of a training begins with its inputs. */
  private record TimedLoader(InputLoader loader, StepClock clock) implements InputLoader {
    @Override
    public DeviceTensor load(int[] samples) {
      clock.step();
      return clock.measure(StepClock.Phase.DATA, () -> loader.load(samples));
    }

    @Override
    public void prepare(int[] samples) {
      loader.prepare(samples);
    }

    @Override
    public void close() {
      loader.close();
    }
  }

  private static final class TimedNetwork extends ForwardingNetwork {
    private final StepClock clock;

    TimedNetwork(Network network, StepClock clock) {
      super(network);
      this.clock = clock;
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      return clock.measure(StepClock.Phase.FORWARD, () -> super.forward(inputs, mode));
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      clock.measure(
          StepClock.Phase.BACKWARD,
          () -> {
            super.backward(tapGradients);
            return null;
          });
    }
  }
}
