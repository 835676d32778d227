package io.retort.spark;

import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<String> names = new ArrayList<>(List.of(arguments));
    List<String> changes = new ArrayList<>();
    for (int at = names.indexOf("--set"); at >= 0 && at + 1 < names.size(); ) {
      names.remove(at);
      changes.add(names.remove(at));
      at = names.indexOf("--set");
    }
    if (names.size() != 1) {
      System.err.println("Usage: io.retort.spark.Label JOB.yaml [--set KEY=VALUE ...]");
      System.exit(2);
    }
    SparkSession spark = SparkSession.builder().appName("retort-label").getOrCreate();
    try {
      TeacherLabels labels = TeacherLabels.read(Path.of(names.get(0)), changes);
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
