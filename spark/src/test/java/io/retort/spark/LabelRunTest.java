package io.retort.spark;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Task;
import io.retort.core.tensor.Shape;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.labelling.LabellingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelRunTest extends SparkTest {
  private static final Head CHURN =
      new Head("churn", new Task.SingleLabel(List.of("goes", "stays")));

  /** Three files with 40 rows each, the same rows as CSV, a table for training and a teacher. */
  @BeforeEach
  void write() throws IOException {
    List<String> training = new ArrayList<>(List.of("age,score,colour,churn"));
    List<String> rows = new ArrayList<>(List.of("age,score,colour"));
    for (int i = 0; i < 120; i++) {
      String row = (20 + i % 37) + "," + i / 8.0 + "," + (i % 3 == 0 ? "red" : "blue");
      rows.add(row);
      training.add(row + "," + (i % 2 == 0 ? "goes" : "stays"));
    }
    Files.write(folder.resolve("train.csv"), training);
    Files.write(folder.resolve("new.csv"), rows);
    for (int file = 0; file < 3; file++) {
      spark
          .range(40L * file, 40L * file + 40, 1, 1)
          .selectExpr(
              "id",
              "20 + id % 37 AS age",
              "id / 8.0D AS score",
              "IF(id % 3 = 0, 'red', 'blue') AS colour")
          .write()
          .mode("append")
          .parquet(folder.resolve("new").resolve("day=" + file).toString());
    }
    teacher(16);
    Files.writeString(folder.resolve("job.yaml"), job("labelled"));
  }

  /** A network whose weights depend on its width. */
  private void teacher(int width) {
    Students.write(
        folder.resolve("teacher"), new InputPreparation.Values(), Shape.of(4), width, CHURN);
  }

  private String job(String output) {
    return "data: {kind: csv, file: train.csv, categorical: colour, label: churn}\n"
        + "teacher: {kind: saved, folder: teacher}\n"
        + "input: "
        + folder.resolve("new")
        + "\noutput: "
        + folder.resolve(output)
        + "\n";
  }

  private LabelRun.Result run(String... changes) {
    return new LabelRun(spark, TeacherLabels.read(folder.resolve("job.yaml"), List.of(changes)))
        .run();
  }

  private List<Row> labelled() {
    Dataset<Row> all = spark.read().parquet(folder.resolve("labelled").toString());
    return all.orderBy("id").collectAsList();
  }

  private static String line(Row row) {
    List<Float> logits = row.getList(row.fieldIndex("teacher_logit"));
    return row.getAs("teacher_label") + "," + logits.get(0) + "," + logits.get(1);
  }

  @Test
  void labelsAreThoseOfTheCommandLineAndFinishedPartsAreKept() throws IOException {
    Path file = folder.resolve("label.yaml");
    Files.writeString(
        file,
        "data: {kind: csv, file: train.csv, categorical: colour, label: churn, unlabelled:"
            + " new.csv}\n"
            + "teacher: {kind: saved, folder: teacher}\n"
            + "output: "
            + folder.resolve("expected.csv"));
    LabellingRun.read(Retort.discover(), file, List.of()).run();
    List<String> expected =
        Files.readAllLines(folder.resolve("expected.csv")).stream()
            .skip(1)
            .map(line -> line.substring(lastThree(line)))
            .toList();

    assertEquals(new LabelRun.Result(3, 0), run());
    assertEquals(expected, labelled().stream().map(LabelRunTest::line).toList());

    try (var files = Files.walk(folder.resolve("labelled/part=00001"))) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    assertEquals(new LabelRun.Result(1, 2), run());
    assertEquals(expected, labelled().stream().map(LabelRunTest::line).toList());
    assertEquals(new LabelRun.Result(0, 3), run());

    assertRefused(
        () -> run("threshold=0.9"), "labelled/part=00000 was labelled with other settings");
    teacher(17);
    assertRefused(() -> run(), "labelled/part=00000 was labelled by another teacher");
  }

  /** Where the last three cells begin. */
  private static int lastThree(String line) {
    int at = line.length();
    for (int i = 0; i < 3; i++) {
      at = line.lastIndexOf(',', at - 1);
    }
    return at + 1;
  }

  @Test
  void theMostLikelyClassesAreKeptWithTheirProbabilities() {
    Dataset<Row> rows = spark.read().parquet(folder.resolve("new").toString());
    TeacherLabels labels =
        TeacherLabels.read(folder.resolve("job.yaml"), List.of("top=1", "prefix=t_"));
    for (Row row : labels.transform(rows).limit(5).collectAsList()) {
      List<Row> top = row.getList(row.fieldIndex("t_top"));
      assertEquals(1, top.size());
      assertEquals(row.<String>getAs("t_label"), top.get(0).getString(0));
      assertTrue(top.get(0).getFloat(1) >= 0.5f);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingRuns() throws IOException {
    Dataset<Row> rows = spark.read().parquet(folder.resolve("new").toString());
    TeacherLabels labels = TeacherLabels.read(folder.resolve("job.yaml"), List.of());
    assertRefused(() -> labels.transform(rows.drop("age")), "lack [age]");
    assertRefused(
        () ->
            TeacherLabels.read(folder.resolve("job.yaml"), List.of("teacher=random-forest"))
                .transform(rows),
        "use a teacher that is trained already");
    Files.createDirectories(folder.resolve("labelled"));
    assertRefused(() -> run(), "labelled exists and is not that of a labelling");
  }

  @Test
  void failuresOfJobsAreSaidInOneSentence() {
    assertRefusal(
        new SparkException(
            "Task failed: java.lang.ClassNotFoundException: io.retort.core.Echo\n at"),
        "An executor lacks io.retort.core.Echo; give it");
    assertRefusal(
        new SparkException(
            "Lost task 0.3 in stage 1.0: ExecutorLostFailure (executor 1 exited) Reason: x\n"
                + "Driver"),
        "Executors were lost too often: executor 1 exited) Reason: x;");
    assertRefusal(
        new SparkException(
            "a",
            new IllegalStateException(
                "Parquet column cannot be converted in file a. Expected:" + " int")),
        "A column has another type than in the first file: Parquet column cannot be converted in"
            + " file a. Expected: int;");
  }

  private static void assertRefusal(Throwable failure, String beginning) {
    String said = JobFailure.explained(failure, LabelRun.AGAIN).getMessage();
    assertTrue(said.startsWith(beginning), said);
  }
}
