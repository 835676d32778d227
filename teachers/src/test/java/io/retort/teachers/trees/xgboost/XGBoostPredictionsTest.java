package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.teachers.trees.TeacherRows;
import io.retort.teachers.trees.TreeTeacher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The teacher {@code xgboost} predicts as XGBoost 3.4.0 did, whose predictions stand in files. */
class XGBoostPredictionsTest extends XGBoostTestBase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "values.json",
        "values.ubj",
        "deep.ubj",
        "pruned.ubj",
        "log.ubj",
        "huber.ubj",
        "absolute.ubj",
        "share.ubj",
        "poisson.ubj",
        "gamma.ubj",
        "tweedie.ubj",
        "dart.json",
        "dart.ubj",
        "linear.json",
        "linear.ubj"
      })
  void valuesAreThoseOfTheLibrary(String model) {
    float[][] outputs = outputs("xgboost-" + model, TableFixture.values("amount"));

    assertClose(TableFixture.numbers("xgboost-" + model.replaceAll("[.].*", ".csv")), outputs);
  }

  @Test
  void severalValuesAreThoseOfTheLibrary() {
    float[][] outputs = outputs("xgboost-quantile.ubj", TableFixture.values("low", "high"));

    assertClose(TableFixture.numbers("xgboost-quantile.csv"), outputs);
    assertClose(
        TableFixture.numbers("xgboost-targets.csv"),
        outputs("xgboost-targets.json", TableFixture.values("amount", "rest")));
  }

  /** Of version 3.4, and of 2.1, which kept the numbers of leaves elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"vectors.ubj", "vectors-old.json"})
  void leavesThatAreVectorsGiveAllValues(String model) {
    assertClose(
        TableFixture.numbers("xgboost-" + model.replaceAll("[.].*", ".csv")),
        outputs("xgboost-" + model, TableFixture.values("amount", "rest")));
  }

  @Test
  void severalLabelsHaveTheMarginsOfTheLibrary() {
    Head labels = new Head("kind", new Task.MultiLabel(List.of("some", "much")));

    assertClose(
        TableFixture.numbers("xgboost-labels.margins.csv"), outputs("xgboost-labels.ubj", labels));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes.json",
        "classes.ubj",
        "softmax.ubj",
        "vectors-classes.json",
        "linear-classes.json"
      })
  void logitsOfClassesAreTheMarginsOfTheLibrary(String model) {
    float[][] outputs = outputs("xgboost-" + model, TableFixture.classes("0", "1", "2"));

    String name = "xgboost-" + model.replaceAll("[.].*", "");
    assertClose(TableFixture.numbers(name + ".margins.csv"), outputs);
    double[][] probabilities =
        TableFixture.numbers(
            name.equals("xgboost-softmax") ? "xgboost-classes.csv" : name + ".csv");
    for (int row = 0; row < outputs.length; row++) {
      assertArrayEquals(probabilities[row], TeacherRows.softmax(outputs[row]), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary.json", "binary.ubj", "raw.ubj", "guess.ubj", "share.ubj"})
  void theSecondOfTwoClassesHasTheMarginOfTheLibrary(String model) {
    float[][] outputs = outputs("xgboost-" + model, TableFixture.classes("no", "yes"));

    double[][] margins =
        TableFixture.numbers("xgboost-" + model.replaceAll("[.].*", "") + ".margins.csv");
    for (int row = 0; row < outputs.length; row++) {
      assertEquals(0, outputs[row][0]);
      assertClose(margins[row][0], outputs[row][1]);
    }
  }

  @Test
  void probabilitiesOfTwoClassesAreThoseOfTheLibrary() {
    float[][] outputs = outputs("xgboost-binary.json", TableFixture.classes("no", "yes"));

    double[][] probabilities = TableFixture.numbers("xgboost-binary.csv");
    for (int row = 0; row < outputs.length; row++) {
      assertEquals(probabilities[row][0], TeacherRows.softmax(outputs[row])[1], TOLERANCE);
    }
  }

  @Test
  void aLabelHasTheLogitOfTheModel() {
    Head label = new Head("kind", new Task.MultiLabel(List.of("yes")));

    float[][] outputs = outputs("xgboost-binary.json", label);

    assertClose(TableFixture.numbers("xgboost-binary.margins.csv"), outputs);
  }

  /** Its file has a single base score, and neither names nor rounds. */
  @Test
  void aModelOfVersion1IsRead() {
    write("m.json", TableFixture.resource("xgboost-old.json"));
    XGBoostTeacherSettings settings =
        new XGBoostTeacherSettings(
            Path.of("m.json"), List.of(), Map.of(), Map.of(), Optional.empty());
    TrainingData data =
        TableFixture.data(
            TableFixture.rows(),
            TableFixture.COLUMNS.subList(0, 3),
            TableFixture.classes("no", "yes"));
    try (Teacher teacher = teacher(settings, data)) {
      float[][] outputs = TeacherRows.of(data, teacher);
      double[][] margins = TableFixture.numbers("xgboost-old.margins.csv");
      for (int row = 0; row < outputs.length; row++) {
        assertClose(margins[row][0], outputs[row][1]);
      }
      List<String> remarks = ((TreeTeacher) teacher).remarks();
      assertEquals(1, remarks.size());
      assertTrue(
          remarks.get(0).contains("the columns [length, petal width, count] in this order"),
          remarks.get(0));
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void theBestRoundOfATrainingIsSaid() {
    String model =
        new String(TableFixture.resource("xgboost-classes.json"), StandardCharsets.UTF_8);
    String early = model.replace("\"attributes\":{}", "\"attributes\":{\"best_iteration\":\"1\"}");
    write("m.json", early.getBytes(StandardCharsets.UTF_8));
    TrainingData data = TableFixture.data(TableFixture.classes("a", "b", "c"));
    try (Teacher teacher = teacher(settings("m.json"), data)) {
      assertClose(
          TableFixture.numbers("xgboost-classes.margins.csv"), TeacherRows.of(data, teacher));
      List<String> remarks = ((TreeTeacher) teacher).remarks();
      assertEquals(1, remarks.size());
      assertTrue(remarks.get(0).contains("best after 2 rounds"), remarks.get(0));
      assertTrue(remarks.get(0).contains("rounds: 2"), remarks.get(0));
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void onlySomeRoundsCanBeUsed() {
    write("m.json", TableFixture.resource("xgboost-classes.json"));
    XGBoostTeacherSettings two =
        new XGBoostTeacherSettings(Path.of("m.json"), List.of(), COLOURS, Map.of(), Optional.of(2));

    float[][] outputs = outputs(two, TableFixture.classes("a", "b", "c"));

    assertClose(TableFixture.numbers("xgboost-classes.rounds-2.csv"), outputs);
  }

  @Test
  void valuesAreOnTheScaleOfTheHead() {
    Head scaled =
        new Head(
            "amount", new Task.Regression(List.of("amount"), List.of(new Standardization(2, 0.5))));

    float[][] outputs = outputs("xgboost-values.ubj", scaled);

    double[][] units = TableFixture.numbers("xgboost-values.csv");
    for (int row = 0; row < outputs.length; row++) {
      assertEquals((units[row][0] - 2) / 0.5, outputs[row][0], 1e-5);
    }
  }
}
