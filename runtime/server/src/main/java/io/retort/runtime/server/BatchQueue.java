package io.retort.runtime.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Samples that wait to be predicted, first come, first served; of bounded length. */
final class BatchQueue {
  private final int limit;
  private final int batch;
  private final long delay;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<PredictionJob> jobs = new ArrayDeque<>();

  /** The samples of the first job that belong to earlier batches. */
  private int begun;

  private int waiting;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param limit how many samples wait at most
   * @param batch how many samples are taken at most
   * @param delay how long a batch that is not full waits for more samples
   */
  BatchQueue(int limit, int batch, Duration delay) {
    this.limit = limit;
    this.batch = batch;
    this.delay = delay.toNanos();
  }

  /** How many samples wait. */
  int size() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a job wait for its turn.
   *
   * @throws HttpRefusal if the queue is full or closed
   */
  void put(PredictionJob job) {
    lock.lock();
    try {
      if (closed) {
        throw HttpRefusal.busy("The server is being stopped");
      } else if (waiting + job.size() > limit) {
        throw HttpRefusal.busy(
            "The queue has no room for "
                + job.size()
                + " more samples, as "
                + waiting
                + " of at most "
                + limit
                + " wait; try again later");
      }
      jobs.add(job);
      waiting += job.size();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what waits, up to the size of a batch; waits until there is something.
   *
   * @return empty if the queue is closed and nothing is left
   */
  List<PredictionJob.Slice> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long patience = delay;
      while (!closed && (waiting == 0 || (patience > 0 && waiting < batch))) {
        if (waiting == 0) {
          changed.await();
          patience = delay;
        } else {
          // Another thread may take meanwhile what this one waits with.
          patience = changed.awaitNanos(patience);
        }
      }
      List<PredictionJob.Slice> taken = new ArrayList<>();
      int room = batch;
      while (room > 0 && !jobs.isEmpty()) {
        PredictionJob first = jobs.element();
        int count = Math.min(room, first.size() - begun);
        taken.add(first.slice(begun, begun + count));
        begun += count;
        room -= count;
        waiting -= count;
        if (begun == first.size()) {
          jobs.remove();
          begun = 0;
        }
      }
      if (waiting > 0) {
        // One signal a job does not wake a second thread for the rest of a large one.
        changed.signal();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more jobs; those that wait are still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes the jobs that wait. */
  List<PredictionJob> clear() {
    lock.lock();
    try {
      List<PredictionJob> removed = List.copyOf(jobs);
      jobs.clear();
      begun = 0;
      waiting = 0;
      return removed;
    } finally {
      lock.unlock();
    }
  }
}
