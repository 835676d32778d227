package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import io.retort.testkit.DifferenceBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Computes only while a gate is open, so that requests can be caught on their way. */
final class GatedBackend implements ComputeBackend {
  private final ComputeBackend real = new DifferenceBackend();
  private CompletableFuture<Void> entered = new CompletableFuture<>();
  private CountDownLatch opened = new CountDownLatch(0);
  private boolean failing;
  private volatile boolean closed;

  /** Closes the gate. */
  synchronized void shut() {
    entered = new CompletableFuture<>();
    opened = new CountDownLatch(1);
  }

  /** Waits until a batch with the samples of a request stands before the gate. */
  void awaitBatch(CompletableFuture<?> request) throws Exception {
    CompletableFuture<Void> latch;
    synchronized (this) {
      latch = entered;
    }
    CompletableFuture.anyOf(latch, request).get();
    assertTrue(latch.isDone(), () -> "The request was finished: " + request);
  }

  /** Opens the gate. */
  synchronized void open() {
    opened.countDown();
  }

  /** Lets every computation fail from now on, or none. */
  synchronized void failing(boolean all) {
    failing = all;
  }

  boolean isClosed() {
    return closed;
  }

  private void pass() {
    CountDownLatch latch;
    synchronized (this) {
      entered.complete(null);
      latch = opened;
      if (failing) {
        throw new IllegalStateException("a secret of the machine");
      }
    }
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public InferenceNetwork freeze(SavedNetwork network) {
    return new Gated(real.freeze(network));
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return real.compile(plan, options);
  }

  @Override
  public Vector vector(int length) {
    return real.vector(length);
  }

  @Override
  public void close() {
    closed = true;
    real.close();
  }

  /** A network behind the gate. */
  private final class Gated implements InferenceNetwork {
    private final InferenceNetwork network;

    Gated(InferenceNetwork network) {
      this.network = network;
    }

    @Override
    public Activations forward(DeviceTensor inputs) {
      pass();
      return network.forward(inputs);
    }

    @Override
    public InferenceNetwork share() {
      return new Gated(network.share());
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
