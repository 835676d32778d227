package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the nodes whose weights get a gradient of exactly 0 in all steps of an epoch. The gradients
 * of all nodes are looked at in the first step, later those alone that had none until then: a
 * healthy network costs one look an epoch. A look at all weights takes as long as their update, so
 * that nodes that were told of are not looked at again.
 */
final class GradientWatch {
  /** A few steps without a gradient may be chance. */
  private static final int FEWEST_STEPS = 5;

  private final Map<String, List<Vector>> nodes = new LinkedHashMap<>();
  private final Set<String> silent;
  private int steps;

  /**
   * Begins an epoch.
   *
   * @param watched the nodes that should get a gradient
   */
  GradientWatch(Network network, Set<String> watched) {
    for (ParameterSlice slice : network.plan().parameters().slices()) {
      if (watched.contains(slice.node())) {
        nodes
            .computeIfAbsent(slice.node(), node -> new ArrayList<>())
            .add(network.gradients().slice(slice.offset(), slice.shape().elements()));
      }
    }
    silent = new LinkedHashSet<>(nodes.keySet());
  }

  /** Looks at the gradients of a step. */
  void step() {
    steps++;
    silent.removeIf(node -> nodes.get(node).stream().anyMatch(part -> part.norm() > 0));
  }

  void write(StateWriter state) {
    state.text("steps", steps);
    state.text("watched", String.join("\n", nodes.keySet()));
    state.text("silent", String.join("\n", silent));
  }

  void read(StateReader state) {
    steps = (int) state.count("steps");
    nodes.keySet().retainAll(state.text("watched").lines().toList());
    silent.retainAll(state.text("silent").lines().toList());
  }

  /** The nodes without a gradient since the epoch began, and begins the next one. */
  Set<String> endEpoch() {
    Set<String> found = steps < FEWEST_STEPS ? new LinkedHashSet<>() : new LinkedHashSet<>(silent);
    steps = 0;
    silent.addAll(nodes.keySet());
    return found;
  }

  /** Looks at some nodes no more. */
  void forget(Set<String> told) {
    nodes.keySet().removeAll(told);
    silent.removeAll(told);
  }
}
