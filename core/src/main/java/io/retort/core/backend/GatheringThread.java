package io.retort.core.backend;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread that gathers one batch ahead. It starts with the first batch. */
final class GatheringThread implements AutoCloseable {
  private ExecutorService thread;
  private int[] samples;
  private Future<Long> gathering;

  /**
   * A batch that was gathered.
   *
   * @param samples which
   * @param nanos how long it took
   */
  record Batch(int[] samples, long nanos) {}

  /**
   * Begins to gather a batch. The one before has to be {@linkplain #take taken}.
   *
   * @param work gathers it, and says how long that took
   */
  void begin(int[] wanted, Callable<Long> work) {
    if (thread == null) {
      thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, "retort-inputs");
                made.setDaemon(true);
                return made;
              });
    }
    samples = wanted;
    gathering = thread.submit(work);
  }

  /**
   * Waits for the batch that was begun.
   *
   * @return the batch, once; empty if none was begun since
   */
  Optional<Batch> take() {
    if (gathering == null) {
      return Optional.empty();
    }
    Future<Long> awaited = gathering;
    gathering = null;
    return Optional.of(new Batch(samples, result(awaited)));
  }

  private static long result(Future<Long> awaited) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return awaited.get();
        } catch (InterruptedException again) {
          // The batch is on its way, and its memory is in use until then.
          interrupted = true;
        } catch (ExecutionException failed) {
          if (failed.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failed.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for what was begun, and ends the thread. */
  @Override
  public void close() {
    if (thread != null) {
      thread.shutdown();
    }
    try {
      take();
    } catch (RuntimeException unwanted) {
      // Nobody asked for the batch.
    }
  }
}
