package io.retort.core.training;

/** The batches of an order, with a look at the one that comes next. */
final class BatchesAhead {
  private final BatchOrder order;
  private Batch current;
  private Batch following;

  /**
   * A batch.
   *
   * @param last whether it is the last one of its pass
   */
  private record Batch(int[] samples, boolean last) {}

  BatchesAhead(BatchOrder order) {
    this.order = order;
  }

  /** The number of batches of a pass. */
  long batches() {
    return order.batches();
  }

  /** The next batch. */
  int[] next() {
    current = following == null ? draw() : following;
    following = null;
    return current.samples();
  }

  /** The batch after that, which {@link #next} will give. */
  int[] following() {
    if (following == null) {
      following = draw();
    }
    return following.samples();
  }

  /** Whether the batch that was given last is the last one of its pass. */
  boolean passComplete() {
    return current.last();
  }

  private Batch draw() {
    int[] samples = order.next();
    return new Batch(samples, order.passComplete());
  }
}
