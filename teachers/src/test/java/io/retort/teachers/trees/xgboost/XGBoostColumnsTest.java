package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.teachers.trees.TeacherRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which columns, categories and classes a model of XGBoost is about. */
class XGBoostColumnsTest extends XGBoostTestBase {
  /** Samples that are not rows of a table have their prepared values as features. */
  @Test
  void dataThatAreNoTableAreGivenAsTheirValues() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    List<Map<String, Object>> rows = TableFixture.rows();
    double[][] expected = TableFixture.numbers("xgboost-values.csv");
    List<Integer> whole =
        IntStream.range(0, rows.size()).filter(row -> rows.get(row).size() == 4).boxed().toList();
    Tensor inputs = Tensor.allocate(Shape.of(4).batch(whole.size()));
    for (int i = 0; i < whole.size(); i++) {
      Map<String, Object> row = rows.get(whole.get(i));
      for (int column = 0; column < 3; column++) {
        inputs.set(
            4 * i + column, ((Double) row.get(TableFixture.COLUMNS.get(column))).floatValue());
      }
      inputs.set(4 * i + 3, COLOURS.get("colour").indexOf(row.get("colour")));
    }
    Head head = TableFixture.values("amount");
    Tensor labels = Tensor.allocate(Shape.of(1).batch(whole.size()));
    try (InMemorySamples samples =
        new InMemorySamples(inputs, Map.of("amount", new Target.Values(labels)))) {
      TrainingData data = new TrainingData(Shape.of(4), List.of(head), samples, samples);
      XGBoostTeacherSettings plain =
          new XGBoostTeacherSettings(
              Path.of("m.json"), List.of(), Map.of(), Map.of(), Optional.empty());
      try (Teacher teacher = teacher(plain, data)) {
        float[][] outputs = TeacherRows.of(data, teacher);
        for (int i = 0; i < whole.size(); i++) {
          assertClose(expected[whole.get(i)][0], outputs[i][0]);
        }
      }
      String message =
          assertThrows(RetortException.class, () -> teacher(settings("m.json"), data)).getMessage();
      assertTrue(message.contains("are for tables"), message);
    }
  }

  @Test
  void theFingerprintDependsOnTheFileAndTheSettings() {
    write("m.json", TableFixture.resource("xgboost-classes.json"));
    write("m.ubj", TableFixture.resource("xgboost-classes.ubj"));
    TrainingData data = TableFixture.data(TableFixture.classes("a", "b", "c"));
    try {
      Set<String> fingerprints = new HashSet<>();
      for (XGBoostTeacherSettings each :
          List.of(
              settings("m.json"),
              settings("m.ubj"),
              new XGBoostTeacherSettings(
                  Path.of("m.json"), List.of(), COLOURS, Map.of(), Optional.of(2)),
              new XGBoostTeacherSettings(
                  Path.of("m.json"),
                  List.of(),
                  Map.of("colour", List.of("gelb", "green", "red")),
                  Map.of(),
                  Optional.empty()),
              new XGBoostTeacherSettings(
                  Path.of("m.json"),
                  List.of("petal width", "length", "count", "colour"),
                  COLOURS,
                  Map.of(),
                  Optional.empty()),
              new XGBoostTeacherSettings(
                  Path.of("m.json"),
                  List.of(),
                  COLOURS,
                  Map.of("kind", List.of("b", "a", "c")),
                  Optional.empty()))) {
        try (Teacher teacher = teacher(each, data)) {
          fingerprints.add(teacher.fingerprint());
        }
      }
      assertEquals(6, fingerprints.size());
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void classesHaveTheOrderOfTheModelIfTheirNamesAreItsNumbers() {
    float[][] inOrder = outputs("xgboost-classes.json", TableFixture.classes("0", "1", "2"));

    float[][] turned = outputs("xgboost-classes.json", TableFixture.classes("2", "0", "1"));

    for (int row = 0; row < turned.length; row++) {
      assertArrayEquals(
          new float[] {inOrder[row][2], inOrder[row][0], inOrder[row][1]}, turned[row]);
    }
  }

  @Test
  void classesHaveTheOrderThatIsSaid() {
    float[][] inOrder = outputs("xgboost-classes.json", TableFixture.classes("0", "1", "2"));
    XGBoostTeacherSettings said =
        new XGBoostTeacherSettings(
            Path.of("xgboost-classes.json"),
            List.of(),
            COLOURS,
            Map.of("kind", List.of("c", "a", "b")),
            Optional.empty());

    float[][] outputs = outputs(said, TableFixture.classes("a", "b", "c"));

    for (int row = 0; row < outputs.length; row++) {
      assertArrayEquals(
          new float[] {inOrder[row][1], inOrder[row][2], inOrder[row][0]}, outputs[row]);
    }
  }

  /** The columns stand in another order than the model's features, and there is one more. */
  @Test
  void featuresAreFoundByTheirNames() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : TableFixture.rows()) {
      Map<String, Object> more = new HashMap<>(row);
      more.put("other", 7.0);
      rows.add(more);
    }
    List<String> columns = List.of("colour", "other", "count", "length", "petal width");
    TrainingData data = TableFixture.data(rows, columns, TableFixture.values("amount"));
    try (Teacher teacher = teacher(settings("m.json"), data)) {
      assertClose(TableFixture.numbers("xgboost-values.csv"), TeacherRows.of(data, teacher));
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void columnsCanBeListedInTheModelsOrder() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : TableFixture.rows()) {
      Map<String, Object> renamed = new HashMap<>(row);
      if (renamed.containsKey("length")) {
        renamed.put("long", renamed.remove("length"));
      }
      rows.add(renamed);
    }
    TrainingData data =
        TableFixture.data(
            rows, List.of("petal width", "count", "colour", "long"), TableFixture.values("amount"));
    XGBoostTeacherSettings listed =
        new XGBoostTeacherSettings(
            Path.of("m.json"),
            List.of("long", "petal width", "count", "colour"),
            COLOURS,
            Map.of(),
            Optional.empty());
    try (Teacher teacher = teacher(listed, data)) {
      assertClose(TableFixture.numbers("xgboost-values.csv"), TeacherRows.of(data, teacher));
      String message =
          assertThrows(RetortException.class, () -> teacher(settings("m.json"), data)).getMessage();
      assertTrue(message.contains("names [length], but the data has the columns"), message);
    } finally {
      TableFixture.close(data);
    }
  }

  /** XGBoost has saved the names, and was given the codes. */
  @ParameterizedTest
  @ValueSource(strings = {"xgboost-named.json", "xgboost-named.ubj"})
  void categoriesAreThoseOfTheModelsDataFrame(String model) {
    write(model, TableFixture.resource(model));
    XGBoostTeacherSettings unsaid =
        new XGBoostTeacherSettings(Path.of(model), List.of(), Map.of(), Map.of(), Optional.empty());

    assertClose(
        TableFixture.numbers("xgboost-values.csv"), outputs(unsaid, TableFixture.values("amount")));
  }

  /** Texts in an order of their own, one of which no row has, and whole numbers with gaps. */
  @ParameterizedTest
  @ValueSource(strings = {"xgboost-pandas.json", "xgboost-pandas.ubj"})
  void categoriesOfAFrameOfPandasAreRead(String model) {
    write(model, TableFixture.resource(model));
    XGBoostTeacherSettings unsaid =
        new XGBoostTeacherSettings(Path.of(model), List.of(), Map.of(), Map.of(), Optional.empty());

    assertClose(
        TableFixture.numbers("xgboost-pandas.csv"), outputs(unsaid, TableFixture.values("amount")));
  }

  @Test
  void anUnknownCategoryIsMissing() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    List<Map<String, Object>> unknown = new ArrayList<>();
    List<Map<String, Object>> missing = new ArrayList<>();
    for (Map<String, Object> row : TableFixture.rows()) {
      boolean kept = missing.size() % 2 == 0;
      Map<String, Object> without = new HashMap<>(row);
      Map<String, Object> other = new HashMap<>(row);
      if (!kept) {
        without.remove("colour");
        other.put("colour", "black");
      }
      missing.add(without);
      unknown.add(other);
    }

    assertArrayEquals(outputs(missing), outputs(unknown));
  }

  @Test
  void categoriesThatAreNumbersAreTheSameHoweverTheyAreWritten() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    XGBoostTeacherSettings numbers =
        new XGBoostTeacherSettings(
            Path.of("m.json"),
            List.of(),
            Map.of("colour", List.of("10", "20.5", "30", "40")),
            Map.of(),
            Optional.empty());
    List<String> colours = COLOURS.get("colour");
    List<Object> written = List.of("10.0", 20.5, 30.0, "40");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : TableFixture.rows()) {
      Map<String, Object> coded = new HashMap<>(row);
      coded.computeIfPresent("colour", (name, colour) -> written.get(colours.indexOf(colour)));
      rows.add(coded);
    }
    TrainingData data =
        TableFixture.data(rows, TableFixture.COLUMNS, TableFixture.values("amount"));
    try (Teacher teacher = teacher(numbers, data)) {
      assertClose(TableFixture.numbers("xgboost-values.csv"), TeacherRows.of(data, teacher));
    } finally {
      TableFixture.close(data);
    }
  }

  private float[][] outputs(List<Map<String, Object>> rows) {
    TrainingData data =
        TableFixture.data(rows, TableFixture.COLUMNS, TableFixture.values("amount"));
    try (Teacher teacher = teacher(settings("m.json"), data)) {
      return TeacherRows.of(data, teacher);
    } finally {
      TableFixture.close(data);
    }
  }
}
