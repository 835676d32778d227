package io.retort.core.backend;

import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;

/** What predicts on a backend that has nothing better: a network that is never trained. */
final class CompiledInference implements InferenceNetwork {
  private final ComputeBackend backend;
  private final SavedNetwork saved;
  private final Network network;

  CompiledInference(ComputeBackend backend, SavedNetwork saved) {
    this.backend = backend;
    this.saved = saved;
    this.network = backend.compile(saved.plan(), CompileOptions.INFERENCE);
    try {
      network.load(saved.weights());
    } catch (RuntimeException | Error failure) {
      network.close();
      throw failure;
    }
  }

  @Override
  public Activations forward(DeviceTensor inputs) {
    return network.forward(inputs, Mode.INFERENCE);
  }

  @Override
  public InferenceNetwork share() {
    return new CompiledInference(backend, saved);
  }

  @Override
  public void close() {
    network.close();
  }
}
