package io.retort.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/**
 * Labels the files of an input, some at a time, each into a part of its own. Parts that are
 * complete are kept, so that a labelling which is started again does only the others.
 */
final class LabelRun {
  static final String AGAIN = "; start again, which keeps the parts that are complete";

  private final SparkSession spark;
  private final TeacherLabels labels;

  LabelRun(SparkSession spark, TeacherLabels labels) {
    this.spark = spark;
    this.labels = labels;
  }

  /**
   * What a labelling has done.
   *
   * @param labelled files that were labelled now
   * @param kept files whose parts were complete before
   */
  record Result(int labelled, int kept) {}

  /**
   * Labels.
   *
   * @throws io.retort.core.RetortException if it cannot be completed; finished parts are kept
   */
  Result run() {
    LabelJob job = labels.job();
    LabelledParts output =
        LabelledParts.open(job.output(), spark.sparkContext().hadoopConfiguration());
    TeacherLabels.Ready ready = labels.ready(spark, spark.read().parquet(job.input()));
    List<LabelledParts.Part> all =
        output.parts(job.input(), ready.fingerprint(), labels.settings());
    List<LabelledParts.Part> missing = output.missing(all);
    // A file by itself seldom has work for all executors.
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(missing.size(), spark.sparkContext().defaultParallelism())));
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (LabelledParts.Part part : missing) {
        Callable<Void> task =
            () -> {
              label(part, ready);
              return null;
            };
        running.add(threads.submit(task));
      }
      for (Future<Void> each : running) {
        each.get();
      }
      return new Result(missing.size(), all.size() - missing.size());
    } catch (ExecutionException failure) {
      throw JobFailure.explained(failure.getCause(), AGAIN);
    } catch (InterruptedException signal) {
      Thread.currentThread().interrupt();
      throw JobFailure.explained(signal, AGAIN);
    } finally {
      threads.shutdownNow();
    }
  }

  private void label(LabelledParts.Part part, TeacherLabels.Ready ready) {
    part.begin();
    ready.label(spark.read().parquet(part.input())).write().parquet(part.unfinished().toString());
    part.end();
  }
}
