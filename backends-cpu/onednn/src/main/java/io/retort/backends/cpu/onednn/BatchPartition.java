package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.NetworkPlan;

/**
 * How threads share the work on a batch. Either each takes some of the samples through the whole
 * network, so that they wait for each other once in a pass and find in their cache what they wrote
 * before; or all of them work on every operation.
 *
 * @param parts the parts of the batch that are computed at the same time
 * @param threads the threads that work on an operation of a part
 */
record BatchPartition(int parts, int threads) {
  /**
   * Every part has copies of the weights in the layouts of its operations, and gradients of its own
   * that are added up. That is little for parameters that stay in the cache of a core,
   */
  private static final long FEW_PARAMETERS = 1 << 18;

  /** and for those that are used so many times in a batch. */
  private static final long MANY_USES = 500;

  /** How to share the work on a batch of that many samples. */
  static BatchPartition of(NetworkPlan plan, Mode mode, int batch, Limits limits) {
    long multiplications = batch * plan.multiplications();
    if (isBySample(plan, mode) && isLight(plan, multiplications)) {
      long parts =
          Math.min(
              Math.min(limits.threads(), batch), multiplications / limits.multiplicationsPerPart());
      if (parts > 1) {
        return new BatchPartition((int) parts, 1);
      }
    }
    return new BatchPartition(
        1,
        (int)
            Math.max(
                1,
                Math.min(limits.threads(), multiplications / limits.multiplicationsPerThread())));
  }

  /** Whether no sample's values depend on the others of its batch. */
  private static boolean isBySample(NetworkPlan plan, Mode mode) {
    return mode == Mode.INFERENCE
        || plan.description().nodes().stream()
            .noneMatch(node -> node.layer().traits().mixesSamples());
  }

  private static boolean isLight(NetworkPlan plan, long multiplications) {
    long parameters = plan.parameters().length();
    return parameters <= FEW_PARAMETERS || multiplications >= MANY_USES * parameters;
  }

  /** The first sample of a part, or their number for the part after the last. */
  int first(int part, int batch) {
    return (int) ((long) batch * part / parts);
  }
}
