package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Vector;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/** What one replica of a training knows of the others. */
final class Replicas {
  private final ReplicaGroup group;
  private final Replication replication;

  Replicas(Replication replication) {
    this.replication = replication;
    this.group = replication.group();
  }

  /**
   * What a replica sees of a batch.
   *
   * @param samples its own; never empty
   * @param batch those that a step is about, of all replicas whose gradients are summed
   * @param idle whether there were too few samples for all replicas: its own is then the first one
   *     of the batch, and counts for nothing
   */
  record Share(int[] samples, int[] batch, boolean idle) {}

  /** Which of the replicas this is. */
  int rank() {
    return group.rank();
  }

  boolean single() {
    return group.size() == 1;
  }

  /** Whether a step is one of all replicas, with the gradient of the whole batch. */
  boolean sumsGradients() {
    return !single() && replication.localSteps().isEmpty();
  }

  /** Whether replicas make steps by themselves. */
  boolean averagesWeights() {
    return !single() && replication.localSteps().isPresent();
  }

  /**
   * Of a batch, the samples at the places that leave this rank when divided by the number of
   * replicas, so that parts of the data are spread evenly.
   *
   * @param batch the samples of all replicas
   */
  Share share(int[] batch) {
    if (single()) {
      return new Share(batch, batch, false);
    }
    int count = (batch.length - rank() + group.size() - 1) / group.size();
    boolean none = count <= 0;
    int[] own = new int[none ? 1 : count];
    for (int i = 0; i < own.length; i++) {
      own[i] = batch[none ? 0 : rank() + i * group.size()];
    }
    return sumsGradients() ? new Share(own, batch, none) : new Share(own, own, false);
  }

  /**
   * Whether all replicas have the same weights after a step, once they have averaged them.
   *
   * @param step the steps made
   * @param last whether it is the last one of an epoch
   */
  boolean equalAfter(long step, boolean last) {
    return !averagesWeights() || last || step % replication.localSteps().getAsInt() == 0;
  }

  /** A sum over all replicas. */
  ReplicaSum sum() {
    return new ReplicaSum(group);
  }

  /** The factor of each replica in a mean over all. */
  double mean() {
    return 1.0 / group.size();
  }

  /**
   * Makes sure that all replicas have the same weights.
   *
   * @param networks those of all learners, in an order that is the same for all replicas
   * @param step the steps made
   * @throws RetortException if they have not
   */
  void requireEqual(Collection<Network> networks, long step) {
    if (single()) {
      return;
    }
    CRC32C checksum = new CRC32C();
    for (Network network : networks) {
      update(checksum, network.parameters());
      update(checksum, network.buffers());
    }
    byte[] own =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(step).putLong(checksum.getValue()).array();
    List<byte[]> all = group.allGather(own);
    for (int rank = 1; rank < all.size(); rank++) {
      if (!ByteBuffer.wrap(all.get(rank)).equals(ByteBuffer.wrap(all.get(0)))) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "The replicas of the training have come apart: after step "
                + step
                + ", replica "
                + rank
                + " has other weights than replica 0; run all of them on processors of the same"
                + " kind with the same Java and the same number of threads");
      }
    }
  }

  private static void update(CRC32C checksum, Vector vector) {
    float[] values = new float[vector.length()];
    if (values.length > 0) {
      vector.read(0, values);
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    checksum.update(bytes);
  }

  /**
   * Refuses a training that several replicas cannot share.
   *
   * @throws RetortException naming what to change
   */
  void require(TrainingTask task) {
    if (single()) {
      return;
    }
    int batch = task.settings().batch();
    if (batch < group.size()) {
      throw refused(
          "The training's 'batch' of "
              + batch
              + " has no sample for each of "
              + group.size()
              + " replicas; make it larger, or take fewer replicas");
    }
    for (Stage stage : task.plan().stages()) {
      Optimizer optimizer = stage.optimizer().orElse(task.settings().optimizer());
      if (averagesWeights() && !(optimizer instanceof FirstOrderOptimizer)) {
        throw refused(
            "Replicas can average weights only with a first-order optimizer such as sgd or adam;"
                + " choose one, or average gradients");
      }
      for (List<Term> terms : stage.terms().values()) {
        requireSum(terms, task.settings().gradients());
        terms.forEach(Replicas::requireUnrelated);
      }
    }
  }

  private static void requireUnrelated(Term term) {
    if (term.criterion().relatesSamples()) {
      throw refused(
          "The term '"
              + term.name()
              + "' compares the samples of a batch with each other, of which each replica has only"
              + " some; choose another loss, or train in one place");
    }
  }

  private static void requireSum(List<Term> terms, GradientCombination combination) {
    if (combination != GradientCombination.SUM
        && terms.stream().map(Term::taps).distinct().count() > 1) {
      throw refused(
          "The training's 'gradients' compares the gradients of outputs, of which each replica has"
              + " only those of its samples; take their sum, or train in one place");
    }
  }

  /** Refuses a criterion that would remember other samples in each replica. */
  void requireForgetful(Term term, CriterionState state) {
    if (!single() && !state.session().memory().isEmpty()) {
      throw refused(
          "The term '"
              + term.name()
              + "' remembers samples from step to step, of which each replica sees only some;"
              + " choose another loss, or train in one place");
    }
  }

  private static RetortException refused(String sentence) {
    return new RetortException(ErrorKind.CONFIGURATION, sentence);
  }
}
