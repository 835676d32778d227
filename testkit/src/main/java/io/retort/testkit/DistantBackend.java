package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.HostInputLoader;
import io.retort.core.backend.InputLoader;
import io.retort.core.backend.LossKernel;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A backend as an accelerator is one: parameters, gradients, activations and batches live behind a
 * counter of all copies between them and the host's memory. All inputs of a training are copied
 * once, and batches are gathered where they are. Losses that are programs are evaluated there.
 */
public final class DistantBackend implements ComputeBackend {
  private final ComputeBackend backend;
  private final AtomicLong copies = new AtomicLong();

  /**
   * A backend that is far away.
   *
   * @param backend does the work, in the host's memory; closed with this one
   */
  public DistantBackend(ComputeBackend backend) {
    this.backend = backend;
  }

  /**
   * How often values were copied to the host or from it.
   *
   * @return the number of copies, however large they were
   */
  public long copies() {
    return copies.get();
  }

  @Override
  public Map<String, String> unsupported(NetworkPlan plan) {
    return backend.unsupported(plan);
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new DistantNetwork(backend.compile(plan, options));
  }

  @Override
  public Vector vector(int length) {
    return DistantVector.allocate(length, copies);
  }

  @Override
  public InputLoader inputs(Samples samples, Shape input) {
    return new ResidentInputs(samples, input);
  }

  @Override
  public Optional<LossKernel> compile(LossProgram program) {
    return Optional.of(new DistantKernel(program));
  }

  @Override
  public void close() {
    backend.close();
  }

  private DeviceTensor distant(DeviceTensor near) {
    return new DeviceTensor(near.shape(), new DistantVector((HostVector) near.values(), copies));
  }

  /** What is in the host's memory has to be copied first. */
  private DeviceTensor near(DeviceTensor given) {
    if (given.isOnHost()) {
      copies.incrementAndGet();
      return given;
    }
    return new DeviceTensor(given.shape(), ((DistantVector) given.values()).memory());
  }

  private final class DistantNetwork implements Network {
    private final Network network;
    private final Vector parameters;
    private final Vector gradients;
    private final Vector buffers;

    DistantNetwork(Network network) {
      this.network = network;
      this.parameters = new DistantVector((HostVector) network.parameters(), copies);
      this.gradients = new DistantVector((HostVector) network.gradients(), copies);
      this.buffers = new DistantVector((HostVector) network.buffers(), copies);
    }

    @Override
    public NetworkPlan plan() {
      return network.plan();
    }

    @Override
    public Vector parameters() {
      return parameters;
    }

    @Override
    public Vector gradients() {
      return gradients;
    }

    @Override
    public Vector buffers() {
      return buffers;
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      Activations activations = network.forward(near(inputs), mode);
      return tap -> distant(activations.get(tap));
    }

    @Override
    public long trainingPasses() {
      return network.trainingPasses();
    }

    @Override
    public void trainingPasses(long count) {
      network.trainingPasses(count);
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      Map<String, DeviceTensor> near = new HashMap<>();
      tapGradients.forEach((tap, gradient) -> near.put(tap, near(gradient)));
      network.backward(near);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  /** All inputs, of which a batch is gathered without the host. */
  private final class ResidentInputs implements InputLoader {
    private final Shape input;
    private final Vector all;
    private final Map<Integer, Vector> batches = new HashMap<>();

    ResidentInputs(Samples samples, Shape input) {
      this.input = input;
      this.all = vector(samples.size() * input.elements());
      try (InputLoader loader = new HostInputLoader(samples, input, HostThreads.caller())) {
        all.write(0, loader.load(IntStream.range(0, samples.size()).toArray()).toArray());
      }
    }

    @Override
    public DeviceTensor load(int[] samples) {
      Shape shape = input.batch(samples.length);
      Vector batch = batches.computeIfAbsent(samples.length, count -> vector(shape.elements()));
      batch.gather(all, samples, input.elements());
      return new DeviceTensor(shape, batch);
    }

    @Override
    public void close() {
      all.close();
      batches.values().forEach(Vector::close);
    }
  }
}
