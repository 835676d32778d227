package io.retort.spark;

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
    new SparkProgram("retort-label", "io.retort.spark.Label JOB.yaml [--set KEY=VALUE ...]")
        .run(
            () -> ProgramArguments.of(arguments, Set.of("--set")).named(1, "one labelling"),
            Label::label);
  }

  private static String label(SparkSession spark, ProgramArguments given) {
    TeacherLabels labels = TeacherLabels.read(Path.of(given.names().get(0)), given.all("--set"));
    LabelRun.Result result = new LabelRun(spark, labels).run();
    return "Files labelled: "
        + result.labelled()
        + ", complete before: "
        + result.kept()
        + ", in "
        + labels.job().output();
  }
}
