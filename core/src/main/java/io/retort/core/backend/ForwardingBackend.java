package io.retort.core.backend;

import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backend that does what another one does, for those that change or watch a part of it: one that
 * forgot what another can do would make it slower without a word.
 */
public abstract class ForwardingBackend implements ComputeBackend {
  private final ComputeBackend backend;

  /**
   * A backend around another.
   *
   * @param backend closed with this one
   */
  protected ForwardingBackend(ComputeBackend backend) {
    this.backend = backend;
  }

  @Override
  public Map<String, String> unsupported(NetworkPlan plan) {
    return backend.unsupported(plan);
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return backend.compile(plan, options);
  }

  @Override
  public InferenceNetwork freeze(SavedNetwork network) {
    return backend.freeze(network);
  }

  @Override
  public Vector vector(int length) {
    return backend.vector(length);
  }

  @Override
  public InputLoader inputs(Samples samples, Shape input) {
    return backend.inputs(samples, input);
  }

  @Override
  public Optional<LossKernel> compile(LossProgram program) {
    return backend.compile(program);
  }

  @Override
  public int concurrentTrainings() {
    return backend.concurrentTrainings();
  }

  @Override
  public List<String> findings() {
    return backend.findings();
  }

  @Override
  public String precision() {
    return backend.precision();
  }

  @Override
  public Map<String, String> environment() {
    return backend.environment();
  }

  @Override
  public void close() {
    backend.close();
  }
}
