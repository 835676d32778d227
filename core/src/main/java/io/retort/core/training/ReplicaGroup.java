package io.retort.core.training;

import java.util.List;

/**
 * The replicas of a training that goes on in several places at once, of which each sees a share of
 * every batch: data parallelism. All of them make the same calls in the same order.
 */
public interface ReplicaGroup {

  /** A training in one place. */
  ReplicaGroup SINGLE =
      new ReplicaGroup() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int size() {
          return 1;
        }

        @Override
        public List<byte[]> allGather(byte[] own) {
          return List.of(own);
        }
      };

  /**
   * Which of the replicas this is.
   *
   * @return from 0 to {@link #size} − 1
   */
  int rank();

  /**
   * How many replicas there are.
   *
   * @return at least 1
   */
  int size();

  /**
   * Gives all replicas what each of them has. Waits for all; what it throws ends the training.
   *
   * @param own what this one has, which is not changed
   * @return what all have, by rank
   */
  List<byte[]> allGather(byte[] own);
}
