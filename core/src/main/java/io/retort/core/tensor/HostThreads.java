package io.retort.core.tensor;

import java.util.function.IntConsumer;

/**
 * Threads of a backend that share the host's own work between the passes of a network: gathering
 * batches, updating vectors.
 */
public interface HostThreads {

  /**
   * No others: the calling thread does everything.
   *
   * @return threads that can be used anywhere
   */
  static HostThreads caller() {
    return new CallingThread();
  }

  /**
   * How many there are.
   *
   * @return at least 1, the calling thread
   */
  int count();

  /**
   * Whether the others begin at once, as they look for work: to wake threads that sleep takes
   * longer than a small piece of work does.
   *
   * @return a guess, which may be wrong a moment later
   */
  boolean awake();

  /**
   * Runs parts of some work, the first one in the calling thread, and returns when all are done.
   *
   * @param parts at most {@link #count}
   * @param each takes a part's index; called by several threads at the same time
   * @throws RuntimeException that of the first part that failed
   */
  void run(int parts, IntConsumer each);

  /** Some of the items to work on. */
  @FunctionalInterface
  interface Range {

    /**
     * Does their work.
     *
     * @param from the first one
     * @param to the one after the last
     */
    void work(int from, int to);
  }

  /**
   * Works on all items: in as many threads as pay, each of which takes neighbours.
   *
   * @param items how many there are
   * @param values how many values are read or written for an item
   * @param range does the work of some; called by several threads at the same time
   */
  default void share(int items, long values, Range range) {
    // About 3 µs of copying pay for a hand-over, and 20 µs for waking a thread up.
    long least = awake() ? 1 << 13 : 1 << 16;
    int parts = (int) Math.min(Math.min(count(), items), items * values / least);
    if (parts < 2) {
      range.work(0, items);
    } else {
      run(parts, part -> range.work(first(items, part, parts), first(items, part + 1, parts)));
    }
  }

  private static int first(int items, int part, int parts) {
    return (int) ((long) items * part / parts);
  }
}
