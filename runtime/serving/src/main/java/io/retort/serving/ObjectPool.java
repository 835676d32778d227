package io.retort.serving;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Things of which each is used by one thread at a time, made when they are needed and kept for the
 * next one. A thread that comes back finds what it had before without meeting another thread: at
 * millions of predictions a second, one lock for all would take longer than the predictions.
 *
 * @param <T> the things
 */
final class ObjectPool<T> implements AutoCloseable {
  private final Supplier<T> maker;
  private final Consumer<T> closer;
  private final int limit;
  private final AtomicReferenceArray<T> idle;

  private volatile boolean closed;
  private volatile int waiting;

  /** How many there are, idle or in use; guarded by this object. */
  private int live;

  /**
   * A pool.
   *
   * @param maker makes one
   * @param closer frees one
   * @param limit how many there are at most; who wants one more waits
   */
  ObjectPool(Supplier<T> maker, Consumer<T> closer, int limit) {
    this.maker = maker;
    this.closer = closer;
    this.limit = limit;
    this.idle = new AtomicReferenceArray<>(limit);
  }

  /**
   * Takes one, for the caller to give back.
   *
   * @throws IllegalStateException if the pool is closed
   */
  T take() {
    boolean interrupted = false;
    try {
      while (true) {
        T free = poll();
        if (free == null) {
          try {
            free = makeOrWait();
          } catch (InterruptedException signal) {
            // A prediction does not end early; whoever called it sees the signal afterwards.
            interrupted = true;
          }
        }
        if (free != null) {
          return free;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private T poll() {
    if (closed) {
      throw new IllegalStateException("The student is closed");
    }
    int start = place();
    for (int i = 0; i < limit; i++) {
      int at = (start + i) % limit;
      if (idle.get(at) != null) {
        T free = idle.getAndSet(at, null);
        if (free != null) {
          return free;
        }
      }
    }
    return null;
  }

  /** Where a thread looks first. */
  private int place() {
    return (int) (Thread.currentThread().getId() % limit);
  }

  private synchronized T makeOrWait() throws InterruptedException {
    if (live < limit && !closed) {
      T made = maker.get();
      live++;
      return made;
    }
    waiting++;
    try {
      // Whoever gave one back before it could know that this thread waits has not called it.
      T free = poll();
      while (free == null) {
        wait();
        free = poll();
      }
      return free;
    } finally {
      waiting--;
    }
  }

  /** Gives one back. */
  void give(T thing) {
    int start = place();
    for (int i = 0; !idle.compareAndSet((start + i) % limit, null, thing); i++) {
      // As many places as things: one is free, or becomes free as its thing is taken.
    }
    if (closed) {
      drain();
    } else if (waiting > 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void drain() {
    for (int i = 0; i < limit; i++) {
      T thing = idle.getAndSet(i, null);
      if (thing != null) {
        closer.accept(thing);
        synchronized (this) {
          live--;
          notifyAll();
        }
      }
    }
  }

  /** Frees all, when those in use have been given back. */
  @Override
  public void close() {
    closed = true;
    drain();
    boolean interrupted = false;
    synchronized (this) {
      notifyAll();
      while (live > 0) {
        try {
          wait();
        } catch (InterruptedException signal) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
