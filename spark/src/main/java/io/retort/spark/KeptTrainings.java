package io.retort.spark;

import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.experiment.training.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Makes trainings as tasks of Spark. What comes of each is kept in the folder of the job, under the
 * hash of all that it is made of, so that a job that is started again makes only the others.
 */
final class KeptTrainings {
  /** More are asked for than there are cores, so that Spark may get more of these. */
  private static final int AT_LEAST = 64;

  private static final String AGAIN = "; start again, which keeps the trainings that are complete";

  private static final long PATIENCE_MILLISECONDS = 100;

  private final JavaSparkContext spark;
  private final JobFolder folder;

  KeptTrainings(JavaSparkContext spark, JobFolder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** How many are asked for at the same time. */
  int concurrentTrainings() {
    return Math.max(AT_LEAST, spark.defaultParallelism());
  }

  /**
   * Reads what has come of a training.
   *
   * @param <T> what that is
   */
  @FunctionalInterface
  interface Reader<T> {
    T read(byte[] made) throws IOException;
  }

  /**
   * Makes a training, if it was not made before.
   *
   * @param madeOf all that determines what comes of it
   * @param task makes it
   * @param cancellation ends it
   * @param reader takes what has come of it
   * @throws RetortException if it cannot be made
   */
  <T> T make(List<String> madeOf, TrainingTask task, Cancellation cancellation, Reader<T> reader) {
    Path file =
        new Path(
            folder.records(),
            "trainings/" + Sha256.of(madeOf.toString().getBytes(StandardCharsets.UTF_8)));
    Optional<T> before = folder.read(file).flatMap(kept -> known(file, kept, reader));
    if (before.isPresent()) {
      return before.get();
    }
    byte[] made = submitted(task, cancellation).required();
    folder.write(file, made);
    try {
      return reader.read(made);
    } catch (IOException impossible) {
      throw new IllegalStateException("An executor has answered otherwise", impossible);
    }
  }

  private static <T> Optional<T> known(Path file, byte[] kept, Reader<T> reader) {
    try {
      return Optional.of(reader.read(kept));
    } catch (IOException | RetortException damaged) {
      System.getLogger(KeptTrainings.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The file " + file + " is damaged; that training is made again",
              damaged);
      return Optional.empty();
    }
  }

  private TrainingTask.Answer submitted(TrainingTask task, Cancellation cancellation) {
    cancellation.check();
    spark.sc().setJobDescription(task.request().words());
    JavaFutureAction<List<TrainingTask.Answer>> job =
        spark.parallelize(List.of(0), 1).map(task).collectAsync();
    try {
      while (true) {
        try {
          return job.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS).get(0);
        } catch (TimeoutException notYet) {
          cancellation.check();
        }
      }
    } catch (ExecutionException failure) {
      throw JobFailure.explained(failure.getCause(), AGAIN);
    } catch (InterruptedException signal) {
      Thread.currentThread().interrupt();
      throw JobFailure.explained(signal, AGAIN);
    } finally {
      if (!job.isDone()) {
        job.cancel(true);
      }
    }
  }
}
