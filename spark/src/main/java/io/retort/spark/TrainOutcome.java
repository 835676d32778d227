package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.ReplicaResult;
import java.io.Serial;
import java.io.Serializable;

/**
 * What a task of a training gives back: a refusal is none of a task that has failed, which Spark
 * would start again.
 *
 * @param result what has come of it; null if it was refused
 * @param kind that of a refusal
 * @param refusal why it was refused; null if it was not
 */
record TrainOutcome(ReplicaResult result, ErrorKind kind, String refusal) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  static TrainOutcome of(ReplicaResult result) {
    return new TrainOutcome(result, null, null);
  }

  static TrainOutcome of(RetortException refusal) {
    return new TrainOutcome(null, refusal.kind(), refusal.getMessage());
  }

  /** The result, or throws why there is none. */
  ReplicaResult orThrow() {
    if (refusal != null) {
      throw new RetortException(kind, refusal);
    }
    return result;
  }
}
