package io.retort.spark;

import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The program for {@code spark-submit} that lets a teacher label Parquet files: {@code Label
 * JOB.yaml [--set KEY=VALUE …]}. The file is described by {@link LabelJob}.
 */
public final class Label {
  private Label() {}

  /**
   * Labels.
   *
   * @param arguments the file of the labelling, and changes of its values
   */
  public static void main(String[] arguments) {
    ProgramArguments given;
    try {
      given = ProgramArguments.of(arguments, Set.of("--set"));
      if (given.names().size() != 1) {
        throw new IllegalArgumentException("Name one labelling, not " + given.names());
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println(
          wrong.getMessage() + "\nUsage: io.retort.spark.Label JOB.yaml [--set KEY=VALUE ...]");
      System.exit(2);
      return;
    }
    SparkSession spark = SparkSession.builder().appName("retort-label").getOrCreate();
    try {
      TeacherLabels labels = TeacherLabels.read(Path.of(given.names().get(0)), given.all("--set"));
      LabelRun.Result result = new LabelRun(spark, labels).run();
      System.out.println(
          "Files labelled: "
              + result.labelled()
              + ", complete before: "
              + result.kept()
              + ", in "
              + labels.job().output());
    } catch (RetortException refusal) {
      System.err.println(refusal.getMessage());
      System.exit(1);
    } finally {
      spark.stop();
    }
  }
}
