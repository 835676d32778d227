package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.strategy.TargetSource;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Copies of what terms see of other learners: a learner's step may run its network again, but all
 * learners are to see the others as they were before the step.
 */
final class PeerOutputs implements AutoCloseable {
  private final Map<TargetSource.Peer, Map<Integer, Vector>> copies = new HashMap<>();

  /** Copies outputs of the learners, where the backend computes. */
  Map<TargetSource.Peer, DeviceTensor> copy(
      Set<TargetSource.Peer> peers, Map<String, Activations> activations) {
    Map<TargetSource.Peer, DeviceTensor> seen = new HashMap<>();
    for (TargetSource.Peer peer : peers) {
      DeviceTensor output = activations.get(peer.learner()).get(peer.tap());
      Vector copy =
          copies
              .computeIfAbsent(peer, key -> new HashMap<>())
              .computeIfAbsent(output.shape().extent(0), size -> output.values().like());
      copy.assign(output.values());
      seen.put(peer, new DeviceTensor(output.shape(), copy));
    }
    return seen;
  }

  @Override
  public void close() {
    copies.values().forEach(sizes -> sizes.values().forEach(Vector::close));
    copies.clear();
  }
}
