package io.retort.testkit;

import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Vector;

/**
 * A slow backend for tests of all that needs one: forward by {@link ReferenceNetwork} in double
 * precision, gradients by central differences. A step of a network with <i>n</i> parameters costs
 * 2<i>n</i> forward passes, so keep networks to some dozens of parameters.
 */
public final class DifferenceBackend implements ComputeBackend {

  /** A backend, which holds nothing. */
  public DifferenceBackend() {}

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new DifferenceNetwork(plan, options);
  }

  @Override
  public Vector vector(int length) {
    return HostVector.allocate(length);
  }

  @Override
  public void close() {}
}
