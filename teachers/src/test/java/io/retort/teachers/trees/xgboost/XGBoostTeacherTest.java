package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.Answers;
import io.retort.teachers.trees.Table;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The teacher {@code xgboost} predicts as XGBoost 3.4.0 did, whose predictions stand in files. */
class XGBoostTeacherTest {
  private static final double TOLERANCE = 1e-6;

  /** The model's codes, in the order in which its features were numbered. */
  private static final Map<String, List<String>> COLOURS =
      Map.of("colour", List.of("deep blue", "gelb", "green", "red"));

  @TempDir private Path folder;

  private static XGBoostTeacherSettings settings(String file) {
    return new XGBoostTeacherSettings(
        Path.of(file), List.of(), COLOURS, Map.of(), Optional.empty());
  }

  private float[][] answers(XGBoostTeacherSettings settings, Head head) {
    TrainingData data = Table.data(head);
    try (Teacher teacher = teacher(settings, data)) {
      return Answers.about(data, teacher);
    } finally {
      Table.close(data);
    }
  }

  private float[][] answers(String model, Head head) {
    write(model, Table.resource(model));
    return answers(settings(model), head);
  }

  private void write(String file, byte[] content) {
    try {
      Files.write(folder.resolve(file), content);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Teacher teacher(XGBoostTeacherSettings settings, TrainingData data) {
    return new XGBoostTeacherProvider().create(settings, new TestContext(folder, 1).with(data));
  }

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)));
  }

  private static void assertClose(double[][] expected, float[][] actual) {
    assertEquals(expected.length, actual.length);
    for (int row = 0; row < actual.length; row++) {
      assertEquals(expected[row].length, actual[row].length);
      for (int i = 0; i < actual[row].length; i++) {
        assertClose(expected[row][i], actual[row][i]);
      }
    }
  }

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
    float[][] answers = answers("xgboost-" + model, Table.values("amount"));

    assertClose(Table.numbers("xgboost-" + model.replaceAll("[.].*", ".csv")), answers);
  }

  @Test
  void severalValuesAreThoseOfTheLibrary() {
    float[][] answers = answers("xgboost-quantile.ubj", Table.values("low", "high"));

    assertClose(Table.numbers("xgboost-quantile.csv"), answers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classes.json", "classes.ubj", "softmax.ubj"})
  void logitsOfClassesAreTheMarginsOfTheLibrary(String model) {
    float[][] answers = answers("xgboost-" + model, Table.classes("0", "1", "2"));

    String name = "xgboost-" + model.replaceAll("[.].*", "");
    assertClose(Table.numbers(name + ".margins.csv"), answers);
    double[][] probabilities = Table.numbers("xgboost-classes.csv");
    for (int row = 0; row < answers.length; row++) {
      assertArrayEquals(probabilities[row], Answers.softmax(answers[row]), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary.json", "binary.ubj", "raw.ubj", "guess.ubj", "share.ubj"})
  void theSecondOfTwoClassesHasTheMarginOfTheLibrary(String model) {
    float[][] answers = answers("xgboost-" + model, Table.classes("no", "yes"));

    double[][] margins = Table.numbers("xgboost-" + model.replaceAll("[.].*", "") + ".margins.csv");
    for (int row = 0; row < answers.length; row++) {
      assertEquals(0, answers[row][0]);
      assertClose(margins[row][0], answers[row][1]);
    }
  }

  @Test
  void probabilitiesOfTwoClassesAreThoseOfTheLibrary() {
    float[][] answers = answers("xgboost-binary.json", Table.classes("no", "yes"));

    double[][] probabilities = Table.numbers("xgboost-binary.csv");
    for (int row = 0; row < answers.length; row++) {
      assertEquals(probabilities[row][0], Answers.softmax(answers[row])[1], TOLERANCE);
    }
  }

  @Test
  void aLabelHasTheLogitOfTheModel() {
    Head label = new Head("kind", new Task.MultiLabel(List.of("yes")));

    float[][] answers = answers("xgboost-binary.json", label);

    assertClose(Table.numbers("xgboost-binary.margins.csv"), answers);
  }

  @Test
  void onlySomeRoundsCanBeUsed() {
    write("m.json", Table.resource("xgboost-classes.json"));
    XGBoostTeacherSettings two =
        new XGBoostTeacherSettings(Path.of("m.json"), List.of(), COLOURS, Map.of(), Optional.of(2));

    float[][] answers = answers(two, Table.classes("a", "b", "c"));

    assertClose(Table.numbers("xgboost-classes.rounds-2.csv"), answers);
  }

  @Test
  void classesHaveTheOrderOfTheModelIfTheirNamesAreItsNumbers() {
    float[][] inOrder = answers("xgboost-classes.json", Table.classes("0", "1", "2"));

    float[][] turned = answers("xgboost-classes.json", Table.classes("2", "0", "1"));

    for (int row = 0; row < turned.length; row++) {
      assertArrayEquals(
          new float[] {inOrder[row][2], inOrder[row][0], inOrder[row][1]}, turned[row]);
    }
  }

  @Test
  void classesHaveTheOrderThatIsSaid() {
    float[][] inOrder = answers("xgboost-classes.json", Table.classes("0", "1", "2"));
    XGBoostTeacherSettings said =
        new XGBoostTeacherSettings(
            Path.of("xgboost-classes.json"),
            List.of(),
            COLOURS,
            Map.of("kind", List.of("c", "a", "b")),
            Optional.empty());

    float[][] answers = answers(said, Table.classes("a", "b", "c"));

    for (int row = 0; row < answers.length; row++) {
      assertArrayEquals(
          new float[] {inOrder[row][1], inOrder[row][2], inOrder[row][0]}, answers[row]);
    }
  }

  @Test
  void valuesAreOnTheScaleOfTheHead() {
    Head scaled =
        new Head(
            "amount", new Task.Regression(List.of("amount"), List.of(new Standardization(2, 0.5))));

    float[][] answers = answers("xgboost-values.ubj", scaled);

    double[][] units = Table.numbers("xgboost-values.csv");
    for (int row = 0; row < answers.length; row++) {
      assertEquals((units[row][0] - 2) / 0.5, answers[row][0], 1e-5);
    }
  }

  /** The columns stand in another order than the model's features, and there is one more. */
  @Test
  void featuresAreFoundByTheirNames() {
    write("m.json", Table.resource("xgboost-values.json"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : Table.rows()) {
      Map<String, Object> more = new HashMap<>(row);
      more.put("other", 7.0);
      rows.add(more);
    }
    List<String> columns = List.of("colour", "other", "count", "length", "petal width");
    TrainingData data = Table.data(rows, columns, Table.values("amount"));
    try (Teacher teacher = teacher(settings("m.json"), data)) {
      assertClose(Table.numbers("xgboost-values.csv"), Answers.about(data, teacher));
    } finally {
      Table.close(data);
    }
  }

  @Test
  void columnsCanBeListedInTheModelsOrder() {
    write("m.json", Table.resource("xgboost-values.json"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : Table.rows()) {
      Map<String, Object> renamed = new HashMap<>(row);
      if (renamed.containsKey("length")) {
        renamed.put("long", renamed.remove("length"));
      }
      rows.add(renamed);
    }
    TrainingData data =
        Table.data(rows, List.of("petal width", "count", "colour", "long"), Table.values("amount"));
    XGBoostTeacherSettings listed =
        new XGBoostTeacherSettings(
            Path.of("m.json"),
            List.of("long", "petal width", "count", "colour"),
            COLOURS,
            Map.of(),
            Optional.empty());
    try (Teacher teacher = teacher(listed, data)) {
      assertClose(Table.numbers("xgboost-values.csv"), Answers.about(data, teacher));
      String message =
          assertThrows(RetortException.class, () -> teacher(settings("m.json"), data)).getMessage();
      assertTrue(message.contains("names [length], but the data has the columns"), message);
    } finally {
      Table.close(data);
    }
  }

  /** The library was given the same codes by the names that the model keeps. */
  @Test
  void categoriesAreThoseOfTheModelsDataFrame() throws IOException {
    String model = new String(Table.resource("xgboost-values.json"), StandardCharsets.UTF_8);
    String names = "deep bluegelbgreenred";
    List<String> bytes = new ArrayList<>();
    for (byte letter : names.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toString(letter));
    }
    String empty = "{\"type\":17,\"values\":[]}";
    String categories =
        "\"enc\":["
            + String.join(",", empty, empty, empty)
            + ",{\"offsets\":[0,9,13,18,21],\"values\":["
            + String.join(",", bytes)
            + "]}]";
    String changed = model.replaceFirst("\"enc\":\\[[^\\]]*\\]", categories);
    assertTrue(!changed.equals(model), "the model has no place for categories");
    write("m.json", changed.getBytes(StandardCharsets.UTF_8));
    XGBoostTeacherSettings unsaid =
        new XGBoostTeacherSettings(
            Path.of("m.json"), List.of(), Map.of(), Map.of(), Optional.empty());

    assertClose(Table.numbers("xgboost-values.csv"), answers(unsaid, Table.values("amount")));
  }

  @Test
  void anUnknownCategoryIsMissing() {
    write("m.json", Table.resource("xgboost-values.json"));
    List<Map<String, Object>> unknown = new ArrayList<>();
    List<Map<String, Object>> missing = new ArrayList<>();
    for (Map<String, Object> row : Table.rows()) {
      Map<String, Object> without = new HashMap<>(row);
      without.remove("colour");
      missing.add(without);
      Map<String, Object> other = new HashMap<>(row);
      other.put("colour", "black");
      unknown.add(other);
    }

    assertArrayEquals(answers(missing), answers(unknown));
  }

  private float[][] answers(List<Map<String, Object>> rows) {
    TrainingData data = Table.data(rows, Table.COLUMNS, Table.values("amount"));
    try (Teacher teacher = teacher(settings("m.json"), data)) {
      return Answers.about(data, teacher);
    } finally {
      Table.close(data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xgboost-binary.json, 3, was trained for 'binary:logistic'",
    "xgboost-classes.ubj, 2, with 3 outputs",
    "xgboost-values.ubj, 2, which predicts values",
    "xgboost-hinge.ubj, 2, was trained for 'binary:hinge'",
    "lightgbm-binary.txt, 2, is no model of XGBoost",
  })
  void aModelOfAnotherTaskIsRefused(String model, int classes, String reason) {
    String[] names = {"a", "b", "c"};
    Head head = Table.classes(Arrays.copyOf(names, classes));

    String message = assertThrows(RetortException.class, () -> answers(model, head)).getMessage();

    assertTrue(message.contains(reason), message);
  }

  @Test
  void textWithoutACodeIsRefusedWithTheFix() {
    write("m.json", Table.resource("xgboost-values.json"));
    XGBoostTeacherSettings unsaid =
        new XGBoostTeacherSettings(
            Path.of("m.json"), List.of(), Map.of(), Map.of(), Optional.empty());

    String message =
        assertThrows(RetortException.class, () -> answers(unsaid, Table.values("amount")))
            .getMessage();

    assertTrue(message.contains("categories: {colour: [first, second]}"), message);
  }

  @Test
  void moreRoundsThanThereAreAreRefused() {
    write("m.json", Table.resource("xgboost-classes.json"));
    XGBoostTeacherSettings settings =
        new XGBoostTeacherSettings(Path.of("m.json"), List.of(), COLOURS, Map.of(), Optional.of(5));

    String message =
        assertThrows(RetortException.class, () -> answers(settings, Table.classes("a", "b", "c")))
            .getMessage();

    assertTrue(message.contains("rounds is 5") && message.contains("has 4 rounds"), message);
  }

  @Test
  void severalHeadsAreRefusedWithTheFix() {
    write("m.json", Table.resource("xgboost-values.json"));
    TrainingData data = Table.data(Table.values("amount"), Table.classes("a", "b"));
    try {
      String message =
          assertThrows(RetortException.class, () -> teacher(settings("m.json"), data)).getMessage();
      assertTrue(message.contains("per-head"), message);
    } finally {
      Table.close(data);
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    for (String name : List.of("xgboost-values.json", "xgboost-values.ubj")) {
      byte[] whole = Table.resource(name);
      for (int length : new int[] {0, 1, 2, whole.length / 2, whole.length - 1}) {
        write(name, Arrays.copyOf(whole, length));
        String message =
            assertThrows(
                    RetortException.class, () -> answers(settings(name), Table.values("amount")))
                .getMessage();
        assertTrue(message.contains("cannot be a teacher"), message);
      }
    }
  }
}
