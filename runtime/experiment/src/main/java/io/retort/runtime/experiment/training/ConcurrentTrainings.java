package io.retort.runtime.experiment.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Carries out trainings, some of them at the same time, each in a thread of its own. Results are
 * handed over in the order of the trainings, as if they had run one after the other.
 */
public final class ConcurrentTrainings {
  private final int atOnce;

  /**
   * Carries out trainings at the same time.
   *
   * @param atOnce how many at most; 1 for all of them in the calling thread
   */
  public ConcurrentTrainings(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * Trainings on a backend, or on several.
   *
   * @param most {@link io.retort.core.backend.ComputeBackend#concurrentTrainings()} of each
   * @param jobs how many run at the same time; as many as possible if not given
   * @throws RetortException if a backend cannot run so many
   */
  public static ConcurrentTrainings of(int most, OptionalInt jobs) {
    if (jobs.isPresent() && jobs.getAsInt() > most) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The backend runs at most "
              + most
              + (most == 1 ? " training" : " trainings")
              + " at a time, which "
              + jobs.getAsInt()
              + " jobs would exceed; choose fewer jobs, or more threads for the backend");
    }
    return new ConcurrentTrainings(jobs.orElse(most));
  }

  /** Refuses a number of jobs below 1. */
  public static int requireSome(int jobs) {
    if (jobs < 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The number of jobs is " + jobs + "; there must be at least one");
    }
    return jobs;
  }

  /**
   * One of several trainings.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Job<T> {

    /**
     * Trains.
     *
     * @param cancellation ends the training if another one fails
     */
    T run(Cancellation cancellation);
  }

  /**
   * Carries out trainings.
   *
   * @param jobs the trainings, which start in this order
   * @param done receives the results, in the same order and in the calling thread
   */
  public <T> void run(List<? extends Job<T>> jobs, Consumer<? super T> done) {
    int threads = Math.min(atOnce, jobs.size());
    if (threads <= 1) {
      Cancellation none = new Cancellation();
      jobs.forEach(job -> done.accept(job.run(none)));
    } else {
      new Group<>(jobs).run(threads, done);
    }
  }

  /** Trainings under way. */
  private static final class Group<T> {
    private final List<? extends Job<T>> jobs;
    private final List<CompletableFuture<T>> results = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Cancellation cancellation = new Cancellation();

    Group(List<? extends Job<T>> jobs) {
      this.jobs = jobs;
      jobs.forEach(job -> results.add(new CompletableFuture<>()));
    }

    void run(int count, Consumer<? super T> done) {
      List<Thread> threads = new ArrayList<>();
      try {
        for (int i = 0; i < count; i++) {
          Thread thread = new Thread(this::work, "retort-training-" + (i + 1));
          thread.setDaemon(true);
          thread.start();
          threads.add(thread);
        }
        for (CompletableFuture<T> result : results) {
          done.accept(result.join());
        }
      } catch (CompletionException failed) {
        cancellation.cancel();
        join(threads);
        throw failure();
      } finally {
        cancellation.cancel();
        join(threads);
      }
    }

    private void work() {
      for (int i = next.getAndIncrement(); i < jobs.size(); i = next.getAndIncrement()) {
        try {
          cancellation.check();
          results.get(i).complete(jobs.get(i).run(cancellation));
        } catch (RuntimeException | Error failure) {
          // Thrown again in the calling thread.
          cancellation.cancel();
          results.get(i).completeExceptionally(failure);
        }
      }
    }

    /** The failure of the first training that was not ended because of another. */
    private RuntimeException failure() {
      Throwable first = null;
      for (CompletableFuture<T> result : results) {
        Throwable failure = failure(result);
        if (failure != null
            && (first == null || first instanceof Cancellation.CancelledException)) {
          first = failure;
        }
      }
      if (first instanceof Error error) {
        throw error;
      }
      return (RuntimeException) first;
    }

    private static Throwable failure(CompletableFuture<?> result) {
      try {
        result.join();
        return null;
      } catch (CompletionException failed) {
        return failed.getCause();
      }
    }

    /** Trainings must not outlive what they train with, even if the caller is in a hurry. */
    private static void join(List<Thread> threads) {
      boolean interrupted = false;
      for (Thread thread : threads) {
        while (thread.isAlive()) {
          try {
            thread.join();
          } catch (InterruptedException interruption) {
            interrupted = true;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
