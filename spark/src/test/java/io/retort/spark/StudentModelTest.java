package io.retort.spark;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.MissingValues;
import io.retort.core.data.UnknownCategory;
import io.retort.runtime.prediction.FilePredictions;
import io.retort.serving.Student;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class StudentModelTest extends SparkTest {

  /** 1,000 rows in three partitions, some with missing values and an unknown colour. */
  private static Dataset<Row> people() {
    return spark
        .range(0, 1000, 1, 3)
        .selectExpr(
            "id",
            "CASE WHEN id % 17 = 0 THEN NULL ELSE CAST(18 + id * 7 % 60 AS INT) END AS age",
            "CAST(CASE WHEN id % 2 = 0 THEN 'blue' WHEN id % 3 = 0 THEN 'red' WHEN id % 31 = 0 THEN"
                + " NULL ELSE 'green' END AS STRING) AS colour",
            "CAST(id AS FLOAT) / 999 AS score");
  }

  private static String line(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      if (cell instanceof Vector vector) {
        for (double value : vector.toArray()) {
          texts.add(Float.toString((float) value));
        }
      } else {
        texts.add(cell.toString());
      }
    }
    return String.join(",", texts);
  }

  @Test
  void predictionsAreThoseOfTheCommandLineToTheBit() throws IOException {
    Path student = Students.ofTable(folder.resolve("student"), Students.CHURN, Students.SPENDING);
    Path table = folder.resolve("people.parquet");
    people().coalesce(1).write().parquet(table.toString());
    Path expected = folder.resolve("expected.csv");
    try (Student loaded = Student.load(student)) {
      FilePredictions.of(loaded, table, Optional.of("parquet")).write(expected);
    }
    Dataset<Row> predicted =
        StudentModel.of(student).transform(spark.read().parquet(table.toString()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "source,label:churn,probability:churn:stays,probability:churn:goes,value:spending:shop,"
            + "value:spending:web");
    for (Row row : predicted.orderBy("id").collectAsList()) {
      lines.add(
          line(
              row.<Long>getAs("id") + 1,
              row.getAs("predictedLabel_churn"),
              row.getAs("probability_churn"),
              row.getAs("prediction_spending")));
      assertEquals(
          List.of("stays", "goes").indexOf(row.<String>getAs("predictedLabel_churn")),
          row.<Double>getAs("prediction_churn"));
    }
    assertEquals(Files.readAllLines(expected), lines);
  }

  @Test
  void aPipelineIsSavedAndReadWithItsStudent() throws IOException {
    Path student = Students.ofTable(folder.resolve("student"), Students.CHURN);
    PipelineModel pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new SQLTransformer()
                      .setStatement("SELECT id, years AS age, colour, score FROM __THIS__"),
                  StudentModel.of(student)
                      .setPredictionCol("number")
                      .setProbabilityCol("sure")
                      .setPredictedLabelCol("churn")
                })
            .fit(people().withColumnRenamed("age", "years"));
    String path = folder.resolve("pipeline").toString();
    pipeline.write().save(path);
    pipeline.write().overwrite().save(path);
    try (var files = Files.list(student)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Dataset<Row> rows = people().withColumnRenamed("age", "years");
    List<Row> predicted = pipeline.transform(rows).orderBy("id").collectAsList();
    assertEquals(predicted, PipelineModel.load(path).transform(rows).orderBy("id").collectAsList());
    assertEquals(
        List.of("id", "age", "colour", "score", "number", "sure", "churn"),
        List.of(predicted.get(0).schema().fieldNames()));
  }

  @Test
  void aFunctionOfSqlPredictsWhatTheStageDoes() {
    Path student = Students.ofTable(folder.resolve("student"), Students.CHURN);
    RetortFunctions.register(spark, "churn", student);
    people().createOrReplaceTempView("people");
    List<Row> rows =
        spark
            .sql("SELECT id, churn(struct(*)) AS churn FROM people ORDER BY id")
            .selectExpr("churn.prediction", "churn.label", "churn.probability[1]")
            .collectAsList();
    List<Row> staged = StudentModel.of(student).transform(people()).orderBy("id").collectAsList();
    for (int i = 0; i < staged.size(); i++) {
      assertEquals(staged.get(i).<Double>getAs("prediction"), rows.get(i).getDouble(0));
      assertEquals(staged.get(i).<String>getAs("predictedLabel"), rows.get(i).getString(1));
      assertEquals(staged.get(i).<Vector>getAs("probability").apply(1), rows.get(i).getDouble(2));
    }
    assertEquals(1000, rows.size());
  }

  @Test
  void aFunctionOfSeveralHeadsReturnsAStructForEach() {
    RetortFunctions.register(
        spark,
        "both",
        Students.ofTable(folder.resolve("student"), Students.CHURN, Students.SPENDING));
    Row row =
        spark
            .sql("SELECT both(named_struct('age', 30, 'score', 0.5, 'colour', 'red')) AS b")
            .selectExpr("b.churn.label", "size(b.spending.prediction)")
            .head();
    assertTrue(List.of("stays", "goes").contains(row.getString(0)));
    assertEquals(2, row.getInt(1));
  }

  @Test
  void imagesAreReadAsBytesAndAsSparkDecodesThem() throws IOException {
    Path student = Students.ofImages(folder.resolve("student"));
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    IntStream.range(0, 6).forEach(i -> image.getRaster().setSample(i % 3, i / 3, 0, 40 * i));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Files.createDirectories(folder.resolve("images"));
    Files.write(folder.resolve("images/a.png"), png.toByteArray());
    Vector expected;
    try (Student loaded = Student.load(student)) {
      float[] probabilities = loaded.predict(image);
      expected = org.apache.spark.ml.linalg.Vectors.dense(probabilities[0], probabilities[1]);
    }
    StudentModel model = StudentModel.of(student);
    Dataset<Row> encoded =
        spark.createDataset(List.of(png.toByteArray()), Encoders.BINARY()).toDF("png");
    assertEquals(expected, model.setInputCol("png").transform(encoded).head().getAs("probability"));
    Dataset<Row> decoded = spark.read().format("image").load(folder.resolve("images").toString());
    assertEquals(
        expected, model.setInputCol("image").transform(decoded).head().getAs("probability"));
  }

  @Test
  void aMissingColumnAndOneOfAnotherTypeAreRefusedAtOnce() {
    StudentModel model =
        StudentModel.of(Students.ofTable(folder.resolve("student"), Students.CHURN));
    assertRefused(
        () -> model.transform(people().drop("age")),
        "The rows have the columns [id, colour, score] and lack [age]");
    assertRefused(
        () -> model.transform(people().selectExpr("CAST(age AS TIMESTAMP)", "score", "colour")),
        "The column 'age' has the type timestamp",
        "cast it");
    assertRefused(
        () -> model.transform(people().withColumnRenamed("id", "prediction")),
        "have a column 'prediction' already",
        "setPredictionCol");
  }

  @Test
  void aRowThatIsRefusedIsNamedOrLeftOut() {
    StudentModel model =
        StudentModel.of(
            Students.ofTable(
                folder.resolve("student"),
                MissingValues.ERROR,
                UnknownCategory.REFUSE,
                Students.CHURN));
    Dataset<Row> rows =
        spark
            .createDataset(List.of("red", "violet", "blue"), Encoders.STRING())
            .coalesce(1)
            .selectExpr("value AS colour", "1 AS age", "2 AS score");
    SparkException failure =
        assertThrows(SparkException.class, () -> model.transform(rows).collectAsList());
    assertTrue(
        failure
            .getMessage()
            .contains(
                "Row 1 of partition 0, both counted from 0: The row's column 'colour' has the"
                    + " category 'violet', which was not there in training"),
        failure::getMessage);
    assertEquals(2, model.setHandleInvalid("skip").transform(rows).collectAsList().size());
  }

  @Test
  void studentsThatNobodyUsesAreFreed() {
    ModelCache<Student> students = new ModelCache<>(1);
    List<StudentFiles> files =
        List.of(
            StudentFiles.read(Students.ofTable(folder.resolve("a"), Students.CHURN)),
            StudentFiles.read(Students.ofTable(folder.resolve("b"), Students.SPENDING)));
    ModelCache.Lease<Student> first =
        students.take(files.get(0).hash(), () -> LoadedStudents.load(files.get(0)));
    Student loaded = first.model();
    students.take(files.get(1).hash(), () -> LoadedStudents.load(files.get(1))).close();
    try (ModelCache.Lease<Student> again =
        students.take(
            files.get(0).hash(),
            () -> {
              throw new AssertionError("loaded twice");
            })) {
      assertEquals(loaded, again.model());
    }
    assertEquals(2, students.size());
    first.close();
    assertEquals(1, students.size());
    // The one that was used last is kept.
    assertEquals(
        1, loaded.predictRows(List.of(Map.of("age", 1, "score", 1, "colour", "red"))).size());
  }

  @Test
  void aStudentThatIsNoneIsRefusedBeforeAnythingIsShipped() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    assertRefused(
        () -> StudentModel.of(folder.resolve("none")),
        "The student in",
        "cannot be read",
        "there is no");
    assertRefused(() -> StudentModel.of(folder.resolve("empty")), "There is no network");
  }
}
