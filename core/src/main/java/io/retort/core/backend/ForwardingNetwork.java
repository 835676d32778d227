package io.retort.core.backend;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.Map;

/** A network that does what another one does, for those that change or watch a part of it. */
public abstract class ForwardingNetwork implements Network {
  private final Network network;

  /**
   * A network around another.
   *
   * @param network closed with this one
   */
  protected ForwardingNetwork(Network network) {
    this.network = network;
  }

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
    return network.forward(inputs, mode);
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
    network.backward(tapGradients);
  }

  @Override
  public Weights weights() {
    return network.weights();
  }

  @Override
  public void load(Weights weights) {
    network.load(weights);
  }

  @Override
  public void close() {
    network.close();
  }
}
