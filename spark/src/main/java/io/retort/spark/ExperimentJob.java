package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.recording.CompletedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A sweep or a run whose students are trained by tasks of Spark. It is written as on one machine,
 * in a folder of the driver for temporary files, and copied to the folder of the job once it is
 * complete.
 *
 * @param spark has the executors
 * @param trainings makes trainings
 * @param folder that of the job
 */
record ExperimentJob(JavaSparkContext spark, KeptTrainings trainings, JobFolder folder) {
  /**
   * A job.
   *
   * @param output its folder, as Spark names it
   * @param job what it is, in words
   */
  static ExperimentJob of(SparkSession session, String output, String job) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    JobFolder folder = JobFolder.open(output, spark.hadoopConfiguration(), job);
    return new ExperimentJob(spark, new KeptTrainings(spark, folder), folder);
  }

  /**
   * Carries it out.
   *
   * @param work gives the result, from the folder to write
   */
  static <T> T in(Function<java.nio.file.Path, T> work) {
    try (UnpackedFolder temporary = UnpackedFolder.create("retort-job-")) {
      return work.apply(temporary.path().resolve("output"));
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder for temporary files cannot be written to: "
              + Reason.of(failure)
              + "; name another one with -Djava.io.tmpdir",
          failure);
    }
  }

  /** Changes of a file, and that it is written into a folder. */
  static List<String> into(java.nio.file.Path folder, List<String> changes) {
    List<String> all = new ArrayList<>(changes);
    all.add("output='" + folder.toString().replace("'", "''") + "'");
    return all;
  }

  /** Copies what was written to the folder of the job. */
  void publish(java.nio.file.Path written) {
    folder.publish(written, CompletedRun.RESULT);
  }
}
