package io.retort.backends.cpu.onednn;

import io.retort.core.tensor.HostThreads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Threads that compute parts of a batch beside the caller. A pass of a small network takes less
 * time than waking a thread does, and the next pass follows soon: who waits here looks for the
 * event for {@value #SPIN_NANOS} ns and sleeps then, or at once when told to {@link #rest}. Where
 * several callers want the workers, none has them for {@value #CONTENDED_NANOS} ns: each computes
 * all of its parts, which keeps the cores busy without anybody waiting.
 *
 * <p>Values below {@link Float#MIN_NORMAL} make a pass up to a hundred times slower. Neither these
 * threads nor OpenMP's set the processor's flags that make them 0: neither oneDNN nor OpenMP offers
 * it, and Java code must not run with them.
 */
final class Workers implements HostThreads, AutoCloseable {
  private static final long SPIN_NANOS = 100_000;
  private static final long CONTENDED_NANOS = 10_000_000;
  private static final int LOOKS_BETWEEN_CLOCKS = 16;

  private final ReentrantLock inUse = new ReentrantLock();
  private final Worker[] workers;
  private final long spinNanos;
  private final AtomicInteger running = new AtomicInteger();
  private IntConsumer task;
  private Thread caller;
  private volatile boolean callerSleeps;
  private volatile boolean resting;

  /** When callers may try again to have the workers, once several have wanted them. */
  private volatile long contendedUntil = System.nanoTime();

  private volatile boolean closed;

  /** Workers for at most so many parts; the threads start when they are first needed. */
  Workers(int parts) {
    this(parts, SPIN_NANOS);
  }

  /** Workers that look for work for another time before they sleep. */
  Workers(int parts, long spinNanos) {
    this.workers = new Worker[parts - 1];
    this.spinNanos = spinNanos;
  }

  @Override
  public int count() {
    return workers.length + 1;
  }

  @Override
  public boolean awake() {
    if (isContended()) {
      return false;
    }
    for (Worker worker : workers) {
      if (worker == null || worker.sleeps) {
        return false;
      }
    }
    return true;
  }

  /** Lets workers that look for work sleep: other threads are about to need the cores. */
  void rest() {
    resting = true;
  }

  private boolean isContended() {
    return System.nanoTime() - contendedUntil < 0;
  }

  /** {@inheritDoc} If others want the workers as well, all parts run in the calling thread. */
  @Override
  public void run(int parts, IntConsumer each) {
    if (parts == 1 || inUse.isHeldByCurrentThread() || isContended()) {
      HostThreads.caller().run(parts, each);
      return;
    }
    if (!inUse.tryLock()) {
      contendedUntil = System.nanoTime() + CONTENDED_NANOS;
      HostThreads.caller().run(parts, each);
      return;
    }
    try {
      start(parts, each);
      Throwable failure = attempt(each, 0);
      await(this::isDone, () -> false, this::callerSleeps);
      task = null;
      for (int part = 1; part < parts; part++) {
        failure = failure == null ? workers[part - 1].failure : failure;
        workers[part - 1].failure = null;
      }
      if (failure != null) {
        Workers.<RuntimeException>rethrow(failure);
      }
    } finally {
      inUse.unlock();
    }
  }

  private void start(int parts, IntConsumer each) {
    if (closed) {
      throw new IllegalStateException("The backend is closed");
    }
    task = each;
    caller = Thread.currentThread();
    // All threads first: where one cannot be started, none has begun.
    for (int part = 1; part < parts; part++) {
      if (workers[part - 1] == null) {
        Worker worker = new Worker(part);
        worker.start();
        workers[part - 1] = worker;
      }
    }
    resting = false;
    running.set(parts - 1);
    for (int part = 1; part < parts; part++) {
      workers[part - 1].give();
    }
  }

  private boolean isDone() {
    return running.get() == 0;
  }

  private void callerSleeps(boolean sleeps) {
    callerSleeps = sleeps;
  }

  private static Throwable attempt(IntConsumer task, int part) {
    try {
      task.accept(part);
      return null;
    } catch (Throwable failure) {
      // Thrown again in the calling thread, when the other parts no longer run.
      return failure;
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    throw (T) failure;
  }

  /** Tells others whether a thread sleeps and has to be woken. */
  @FunctionalInterface
  private interface SleepFlag {
    void set(boolean sleeps);
  }

  private void await(BooleanSupplier event, BooleanSupplier noSpinning, SleepFlag flag) {
    long deadline = System.nanoTime() + spinNanos;
    do {
      for (int i = 0; i < LOOKS_BETWEEN_CLOCKS; i++) {
        if (event.getAsBoolean()) {
          return;
        }
        Thread.onSpinWait();
      }
    } while (!noSpinning.getAsBoolean() && System.nanoTime() < deadline);
    flag.set(true);
    // Looked at again only now that others know: nobody's wake-up can be missed.
    while (!event.getAsBoolean()) {
      LockSupport.park(flag);
    }
    flag.set(false);
  }

  /** Ends the threads. */
  @Override
  public void close() {
    inUse.lock();
    try {
      closed = true;
      for (Worker worker : workers) {
        if (worker != null) {
          worker.end();
        }
      }
    } finally {
      inUse.unlock();
    }
  }

  private final class Worker extends Thread {
    private final int part;
    private volatile boolean hasWork;
    private volatile boolean sleeps;
    private Throwable failure;

    Worker(int part) {
      super("retort-onednn-" + part);
      this.part = part;
      setDaemon(true);
    }

    void give() {
      hasWork = true;
      if (sleeps) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      BooleanSupplier event = () -> hasWork || closed;
      BooleanSupplier noSpinning = () -> resting;
      SleepFlag flag = value -> sleeps = value;
      while (true) {
        await(event, noSpinning, flag);
        if (!hasWork) {
          return;
        }
        hasWork = false;
        failure = attempt(task, part);
        if (running.decrementAndGet() == 0 && callerSleeps) {
          LockSupport.unpark(caller);
        }
      }
    }

    void end() {
      LockSupport.unpark(this);
      boolean interrupted = false;
      while (isAlive()) {
        try {
          join();
        } catch (InterruptedException interruption) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
