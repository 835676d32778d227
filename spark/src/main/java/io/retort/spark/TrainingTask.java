package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.training.Cancellation;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes a training on an executor. What is wrong with the experiment is handed back rather than
 * thrown, since Spark would try it again in vain; what is wrong with the machine is thrown.
 *
 * @param hash of the experiments
 * @param shipped the experiments
 * @param request what to train
 */
record TrainingTask(String hash, Broadcast<ShippedExperiments> shipped, TrainingRequest request)
    implements Function<Integer, TrainingTask.Answer> {
  @Serial private static final long serialVersionUID = 1;

  /**
   * What has come of it.
   *
   * @param made what was made; empty if that was refused
   * @param kind the kind of the refusal; empty if there is none
   * @param refusal why
   */
  record Answer(byte[] made, String kind, String refusal) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /** What was made. */
    byte[] required() {
      if (!kind.isEmpty()) {
        throw new RetortException(ErrorKind.valueOf(kind), refusal);
      }
      return made;
    }
  }

  @Override
  public Answer call(Integer none) throws IOException {
    TaskContext task = TaskContext.get();
    try (ModelCache.Lease<LoadedExperiments> lease = LoadedExperiments.take(hash, shipped::value)) {
      return new Answer(request.make(lease.model(), new Cancellation(task::isInterrupted)), "", "");
    } catch (RetortException refusal) {
      if (refusal.kind() == ErrorKind.ENVIRONMENT) {
        throw refusal;
      }
      return new Answer(new byte[0], refusal.kind().name(), refusal.getMessage());
    }
  }
}
