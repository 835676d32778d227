package io.retort.runtime.experiment;

import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.result.ArmResult;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * Which student of an experiment is trained by several replicas, and how.
 *
 * @param arm {@code distilled} or {@code alone}
 * @param seed of the training
 * @param replicas how many there are
 * @param localSteps the number of steps that each replica makes by itself before the weights of all
 *     are averaged; 0 where gradients are averaged at every step
 */
public record ReplicaSettings(String arm, long seed, int replicas, int localSteps)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Checks the arm and the numbers. */
  public ReplicaSettings {
    if (!List.of(ArmResult.DISTILLED, ArmResult.ALONE).contains(arm)) {
      throw new IllegalArgumentException(
          "A student is distilled or alone; there is none called '" + arm + "'");
    }
    if (replicas < 1) {
      throw new IllegalArgumentException("There must be at least 1 replica, not " + replicas);
    }
    if (localSteps < 0) {
      throw new IllegalArgumentException("The number of steps is " + localSteps + ", below 0");
    }
  }

  /** What is averaged, in a word. */
  String average() {
    return localSteps == 0 ? "gradients" : "weights";
  }

  /** Whether the training, or its measurement, needs a teacher. */
  boolean asksTeacher(RunParts parts) {
    return arm.equals(ArmResult.DISTILLED)
        || !TaughtSamples.taught(parts.data().teacher().heads()).isEmpty();
  }

  /** What must not change where a training goes on; the number of replicas may. */
  String identity() {
    return arm + " " + seed + " " + localSteps;
  }
}
