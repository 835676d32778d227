package io.retort.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.ReplicaSettings;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.sweep.SweepRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The jar for {@code spark-submit}, with Spark's libraries in the versions of Spark itself: in
 * processes of its own. The system property {@code spark.libraries} has the class path of Spark,
 * {@code spark.jar} names the jar.
 */
class SparkSubmitIT extends SparkTest {
  private static final Path JAR = Path.of(System.getProperty("spark.jar")).toAbsolutePath();
  private static final List<String> LIBRARIES =
      List.of(System.getProperty("spark.libraries").split(File.pathSeparator));

  private Path student() {
    return Students.ofTable(folder.resolve("student"), Students.CHURN);
  }

  /** 20,000 rows in four files. */
  private Path people() {
    Path people = folder.resolve("people.parquet");
    spark
        .range(0, 20_000, 1, 4)
        .selectExpr(
            "id",
            "CAST(18 + id % 60 AS INT) AS age",
            "CAST(id AS DOUBLE) / 20000 AS score",
            "IF(id % 2 = 0, 'blue', 'red') AS colour")
        .write()
        .parquet(people.toString());
    return people;
  }

  private List<Row> expected(Path student, Path people) {
    return rows(StudentModel.of(student).transform(spark.read().parquet(people.toString())));
  }

  private static List<Row> rows(Dataset<Row> rows) {
    return rows.orderBy("id").collectAsList();
  }

  /** Runs a program with Spark as {@code spark-submit} does. */
  private void submit(List<String> path, Path home, String... command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
    line.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
    line.add("-Dspark.ui.enabled=false");
    line.add("-Dspark.driver.host=127.0.0.1");
    line.addAll(List.of(command));
    Path log = folder.resolve("log");
    ProcessBuilder program =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    program.environment().put("SPARK_HOME", home.toString());
    // As the scripts of a distribution do.
    program.environment().put("SPARK_SCALA_VERSION", "2.13");
    program.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = program.start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "It has not ended");
      assertEquals(0, process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itRunsWhateverTheOrderOfJars() throws IOException, InterruptedException {
    Path student = student();
    Path people = people();
    List<String> retortFirst = new ArrayList<>(List.of(JAR.toString()));
    retortFirst.addAll(LIBRARIES);
    List<String> sparkFirst = new ArrayList<>(LIBRARIES);
    sparkFirst.add(JAR.toString());
    for (List<String> path : List.of(retortFirst, sparkFirst)) {
      Path predicted = folder.resolve("predicted-" + path.indexOf(JAR.toString()));
      submit(
          path,
          folder,
          "-Dspark.master=local[2]",
          "io.retort.spark.Predict",
          student.toString(),
          people.toString(),
          predicted.toString());
      assertEquals(expected(student, people), rows(spark.read().parquet(predicted.toString())));
    }
  }

  /** Two executors of two processes, of which one ends while it predicts. */
  @Test
  void aKilledExecutorLosesNoRow() throws IOException, InterruptedException {
    Path student = student();
    Path people = people();
    Path marker = folder.resolve("killed");
    Path predicted = folder.resolve("predicted");
    submitToCluster(
        DyingExecutor.class.getName(),
        student.toString(),
        people.toString(),
        predicted.toString(),
        marker.toString());
    assertTrue(Files.exists(marker), "No executor has ended");
    assertEquals(expected(student, people), rows(spark.read().parquet(predicted.toString())));
  }

  /** The same in the middle of a sweep. */
  @Test
  void aSweepGoesOnWithoutAKilledExecutor() throws IOException, InterruptedException {
    ExperimentFiles.write(folder);
    Path sweep = folder.resolve("sweep.yaml");
    // Long enough for the executor to be in the middle of one.
    Files.writeString(sweep, Files.readString(sweep) + "set: {student.training.steps: 4000}\n");
    Path expected = folder.resolve("expected");
    SweepRun.read(Retort.discover(), sweep, List.of("output='" + expected + "'")).run();
    Path marker = folder.resolve("killed");
    Path found = folder.resolve("found");
    submitToCluster(
        KillingSweep.class.getName(), sweep.toString(), found.toString(), marker.toString());
    assertTrue(Files.exists(marker), "No executor was ended");
    for (String file : List.of("result.json", "table.csv", "best.yaml")) {
      assertEquals(
          ExperimentFiles.untimed(expected.resolve(file)),
          ExperimentFiles.untimed(found.resolve(file)),
          file);
    }
  }

  /** Two executors of two processes, of which one ends while it trains. */
  @Test
  void aTrainingGoesOnWithoutAKilledExecutor() throws IOException, InterruptedException {
    Path file = folder.resolve("digits.yaml");
    Files.writeString(file, DataParallelTrainingTest.EXPERIMENT);
    Path marker = folder.resolve("killed");
    String schedule =
        "student.training.schedule={kind: dying, step: 37, driver: 0, marker: '" + marker + "'}";
    submitToCluster(
        Train.class.getName(),
        file.toString(),
        "--set",
        schedule,
        "--set",
        "output=" + folder.resolve("trained"));
    assertTrue(Files.exists(marker), "No executor has ended");
    // Nobody comes to that step first any more.
    DataParallelTraining.read(
            file, List.of(schedule, "output=" + folder.resolve("expected")), TrainingListener.NONE)
        .train(spark, new ReplicaSettings("distilled", 3, 2, 0));
    String card = "student/student.json";
    assertEquals(
        Files.readString(folder.resolve("expected").resolve(card)),
        Files.readString(folder.resolve("trained").resolve(card)));
  }

  /** Runs a program, with the classes of tests, on a cluster of two executors. */
  private void submitToCluster(String... command) throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("jars"));
    for (String library : LIBRARIES) {
      Path file = Path.of(library);
      Files.createSymbolicLink(home.resolve("jars").resolve(file.getFileName()), file);
    }
    Path tests =
        Path.of(DyingExecutor.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<String> path = new ArrayList<>(List.of(JAR.toString(), tests.toString()));
    path.addAll(LIBRARIES);
    List<String> line =
        new ArrayList<>(
            List.of(
                "-Dspark.master=local-cluster[2,1,1024]",
                "-Dspark.executor.memory=1g",
                "-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "-Dspark.executor.extraClassPath=" + JAR + File.pathSeparator + tests));
    line.addAll(List.of(command));
    submit(path, home, line.toArray(String[]::new));
  }
}
