package io.retort.spark;

import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.labelling.LabellingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * A program that labels the same Parquet files in one process, as {@code ./retort label} does, and
 * with Spark: {@code LabelSpeed FOLDER ROWS THREADS}. It prints rows a second. Each labelling is
 * made twice, and the second one counts: the first has compiled the code.
 */
final class LabelSpeed {

  private final Path folder;
  private final SparkSession spark;

  private LabelSpeed(Path folder, SparkSession spark) {
    this.folder = folder;
    this.spark = spark;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    int rows = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + threads + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    try {
      new LabelSpeed(folder, spark).measure(rows, threads);
    } finally {
      spark.stop();
    }
  }

  private void measure(int rows, int threads) throws IOException {
    write(rows, threads);
    System.out.printf(
        Locale.ROOT,
        "%-9s  %14s  %15s%n",
        "teacher",
        "one process",
        "Spark local[" + threads + "]");
    System.out.printf(
        Locale.ROOT, "%-9s  %14s  %,15.0f%n", "none", "", rows / seconds("none", this::copy));
    for (String kind : List.of("network", "trees", "onnx")) {
      System.out.printf(
          Locale.ROOT,
          "%-9s  %,14.0f  %,15.0f%n",
          kind,
          rows / seconds(kind, this::inOneProcess),
          rows / seconds(kind, this::withSpark));
    }
  }

  private interface Labelling {
    void run(String kind, String output) throws IOException;
  }

  private double seconds(String kind, Labelling labelling) throws IOException {
    double seconds = 0;
    for (int time = 1; time <= 2; time++) {
      long started = System.nanoTime();
      labelling.run(kind, "labelled-" + kind + "-" + started);
      seconds = (System.nanoTime() - started) / 1e9;
    }
    return seconds;
  }

  private String teacher(String kind) {
    return switch (kind) {
      case "network" -> "{kind: saved, folder: network}";
      case "trees" -> "{kind: lightgbm, path: trees.txt}";
      default -> "{kind: onnx, path: network.onnx, as: logits}";
    };
  }

  /** What reading and writing takes without a teacher. */
  private void copy(String kind, String output) {
    spark
        .read()
        .parquet(folder.resolve("new").toString())
        .write()
        .parquet(folder.resolve(output).toString());
  }

  private void inOneProcess(String kind, String output) throws IOException {
    Path file = folder.resolve(output + ".yaml");
    Files.writeString(
        file,
        "data: {kind: parquet, file: train.parquet, label: y, standardise: false, unlabelled:"
            + " 'new/*.parquet'}\nteacher: "
            + teacher(kind)
            + "\noutput: "
            + folder.resolve(output + ".csv")
            + "\n");
    LabellingRun.read(Retort.discover(), file, List.of()).run();
  }

  private void withSpark(String kind, String output) throws IOException {
    Path file = folder.resolve(output + ".yaml");
    Files.writeString(
        file,
        "data: {kind: parquet, file: train.parquet, label: y, standardise: false}\nteacher: "
            + teacher(kind)
            + "\ninput: "
            + folder.resolve("new")
            + "\noutput: "
            + folder.resolve(output)
            + "\n");
    new LabelRun(spark, TeacherLabels.read(file, List.of())).run();
  }

  /** The rows, in as many files as there are threads, and the teachers. */
  private void write(int rows, int threads) throws IOException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < SpeedTeachers.COLUMNS; i++) {
      columns.add("randn(" + i + ") AS x" + i);
    }
    spark
        .range(0, rows, 1, threads)
        .selectExpr(columns.toArray(String[]::new))
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("new").toString());
    columns.add("CONCAT('c', id % " + SpeedTeachers.CLASSES + ") AS y");
    spark
        .range(0, 2000, 1, 1)
        .selectExpr(columns.toArray(String[]::new))
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("train.parquet").toString());
    SpeedTeachers.write(folder);
  }
}
