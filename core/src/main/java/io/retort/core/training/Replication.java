package io.retort.core.training;

import java.util.OptionalInt;

/**
 * How a training goes on in several places at once.
 *
 * @param group the replicas
 * @param localSteps the number of steps that each replica makes by itself before the weights of all
 *     are averaged (local SGD); empty where gradients are averaged at every step, which is the
 *     training of a single place but for rounding. Weights are averaged at the end of each epoch in
 *     any case
 */
public record Replication(ReplicaGroup group, OptionalInt localSteps) {
  /** A training in one place. */
  public static final Replication NONE = new Replication(ReplicaGroup.SINGLE, OptionalInt.empty());

  /** Checks the number of steps. */
  public Replication {
    if (localSteps.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "Weights are averaged after at least 1 step, not after " + localSteps.getAsInt());
    }
  }
}
