package io.retort.runtime.server;

import io.retort.serving.StudentHead;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The samples of a request, which may be predicted in several batches, on several threads. */
final class PredictionJob {
  private final List<float[]> samples;
  private final Map<String, List<float[]>> outputs = new LinkedHashMap<>();
  private final Consumer<Map<String, List<float[]>>> whenDone;
  private final Consumer<Throwable> whenFailed;
  private final AtomicInteger left;
  private final AtomicBoolean failed = new AtomicBoolean();

  /**
   * A job.
   *
   * @param samples at least one prepared sample
   * @param whenDone takes the outputs by head, as {@code Student.predictHeads} gives them
   * @param whenFailed takes why a sample could not be predicted; called once
   */
  PredictionJob(
      List<StudentHead> heads,
      List<float[]> samples,
      Consumer<Map<String, List<float[]>>> whenDone,
      Consumer<Throwable> whenFailed) {
    this.samples = samples;
    this.whenDone = whenDone;
    this.whenFailed = whenFailed;
    this.left = new AtomicInteger(samples.size());
    heads.forEach(head -> outputs.put(head.name(), Arrays.asList(new float[samples.size()][])));
  }

  int size() {
    return samples.size();
  }

  /** Samples from one number up to another. */
  Slice slice(int from, int to) {
    return new Slice(from, to);
  }

  /** Fails the job, unless it has failed already. */
  void fail(Throwable reason) {
    if (failed.compareAndSet(false, true)) {
      whenFailed.accept(reason);
    }
  }

  /** Some of the samples, which belong to one batch. */
  final class Slice {
    private final int from;
    private final int to;

    private Slice(int from, int to) {
      this.from = from;
      this.to = to;
    }

    List<float[]> samples() {
      return samples.subList(from, to);
    }

    int size() {
      return to - from;
    }

    /** Whether nobody waits for it any more. */
    boolean isAbandoned() {
      return failed.get();
    }

    /**
     * Takes the outputs from those of a batch; the last slice of the job completes it.
     *
     * @param start where the outputs of this slice begin
     */
    void complete(Map<String, List<float[]>> batch, int start) {
      outputs.forEach(
          (head, all) -> {
            List<float[]> ofBatch = batch.get(head);
            for (int i = from; i < to; i++) {
              all.set(i, ofBatch.get(start + i - from));
            }
          });
      if (left.addAndGet(from - to) == 0) {
        whenDone.accept(outputs);
      }
    }

    /** Fails the job because of a sample of this slice. */
    void refuse(int sample, RuntimeException refusal) {
      String place =
          PredictionJob.this.size() == 1 ? "" : "Sample " + (from + sample) + ", counted from 0: ";
      fail(HttpRefusal.bad(place + refusal.getMessage(), refusal));
    }

    void fail(Throwable reason) {
      PredictionJob.this.fail(reason);
    }
  }
}
