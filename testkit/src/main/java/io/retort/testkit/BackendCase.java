package io.retort.testkit;

import io.retort.core.network.NetworkDescription;
import io.retort.core.tensor.Shape;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small network that shows one property of a layer or of how layers are joined.
 *
 * @param name what it shows
 * @param network the network
 * @param input the shape of one sample
 */
record BackendCase(String name, NetworkDescription network, Shape input) {
  /** Every node is a tap, so that tapped nodes also feed later ones. */
  Set<String> taps() {
    return network.nodes().stream().map(node -> node.name()).collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
