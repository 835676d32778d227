package io.retort.core.network;

/**
 * A network as it lies in a folder: what is needed to run it on any backend.
 *
 * @param plan the network and its input's shape
 * @param weights its parameters and buffers
 */
public record SavedNetwork(NetworkPlan plan, Weights weights) {

  public SavedNetwork {
    weights.check(plan);
  }
}
