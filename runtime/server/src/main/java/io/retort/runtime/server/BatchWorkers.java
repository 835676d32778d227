package io.retort.runtime.server;

import io.retort.core.RetortException;
import io.retort.serving.Student;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Threads that predict what waits in a queue, the samples of several requests at once. */
final class BatchWorkers {
  private final Student student;
  private final BatchQueue queue;
  private final ServerMetrics metrics;
  private final List<Thread> threads = new ArrayList<>();

  BatchWorkers(Student student, BatchQueue queue, ServerMetrics metrics) {
    this.student = student;
    this.queue = queue;
    this.metrics = metrics;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::work, "retort-batch-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try {
      List<PredictionJob.Slice> batch = queue.take();
      while (!batch.isEmpty()) {
        predict(batch);
        batch = queue.take();
      }
    } catch (InterruptedException stopped) {
      // Nobody does that; a thread ends when the queue is closed.
      Thread.currentThread().interrupt();
    }
  }

  private void predict(List<PredictionJob.Slice> batch) {
    List<PredictionJob.Slice> wanted =
        batch.stream().filter(slice -> !slice.isAbandoned()).toList();
    if (wanted.isEmpty()) {
      return;
    }
    try {
      complete(wanted);
    } catch (RetortException | IllegalArgumentException refusal) {
      // A sample was refused, which is no reason to refuse those of other requests.
      wanted.forEach(slice -> guarded(slice, () -> predictAlone(slice)));
    } catch (RuntimeException | Error failure) {
      fail(wanted, failure);
    }
  }

  private void predictAlone(PredictionJob.Slice slice) {
    if (slice.isAbandoned()) {
      return;
    }
    try {
      complete(List.of(slice));
    } catch (RetortException | IllegalArgumentException refusal) {
      nameRefused(slice);
    }
  }

  /** Which sample it was shows when each is predicted by itself. */
  private void nameRefused(PredictionJob.Slice slice) {
    for (int i = 0; i < slice.size(); i++) {
      try {
        student.predictHeads(slice.samples().subList(i, i + 1));
      } catch (RetortException | IllegalArgumentException refusal) {
        slice.refuse(i, refusal);
        return;
      }
    }
    throw new IllegalStateException("A batch was refused, and none of its samples");
  }

  private void complete(List<PredictionJob.Slice> slices) {
    List<float[]> samples = new ArrayList<>();
    slices.forEach(slice -> samples.addAll(slice.samples()));
    Map<String, List<float[]>> outputs = student.predictHeads(samples);
    metrics.predicted(samples.size());
    int start = 0;
    for (PredictionJob.Slice slice : slices) {
      int from = start;
      guarded(slice, () -> slice.complete(outputs, from));
      start += slice.size();
    }
  }

  private static void guarded(PredictionJob.Slice slice, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      fail(List.of(slice), failure);
    }
  }

  private static void fail(List<PredictionJob.Slice> slices, Throwable failure) {
    slices.forEach(slice -> slice.fail(failure));
  }

  /**
   * Waits for the threads to end, which they do when the queue is closed and empty.
   *
   * @return whether all have ended in time
   */
  boolean await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        // Zero would be for ever.
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException signal) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
