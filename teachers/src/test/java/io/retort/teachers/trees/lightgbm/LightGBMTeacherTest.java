package io.retort.teachers.trees.lightgbm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.teachers.LightGBMTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.teachers.trees.TeacherRows;
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

/** The teacher {@code lightgbm} predicts as LightGBM 4.7 did, whose predictions stand in files. */
class LightGBMTeacherTest {
  private static final double TOLERANCE = 1e-6;

  @TempDir private Path folder;

  private static LightGBMTeacherSettings settings(Map<String, List<String>> categories) {
    return new LightGBMTeacherSettings(
        Path.of("m.txt"), List.of(), categories, Map.of(), Optional.empty());
  }

  private float[][] outputs(byte[] model, LightGBMTeacherSettings settings, Head head) {
    TrainingData data = TableFixture.data(head);
    try {
      Files.write(folder.resolve("m.txt"), model);
      TestContext context = new TestContext(folder, 1).with(data);
      try (Teacher teacher = new LightGBMTeacherProvider().create(settings, context)) {
        return TeacherRows.of(data, teacher);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } finally {
      TableFixture.close(data);
    }
  }

  private float[][] outputs(String model, Head head) {
    return outputs(TableFixture.resource("lightgbm-" + model + ".txt"), settings(Map.of()), head);
  }

  private static double[][] predictions(String model) {
    return TableFixture.numbers("lightgbm-" + model + ".csv");
  }

  private static void assertClose(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * Math.max(1, Math.abs(expected[i])));
    }
  }

  private static double[] doubles(float... row) {
    double[] doubles = new double[row.length];
    Arrays.setAll(doubles, i -> row[i]);
    return doubles;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "values",
        "root",
        "absolute",
        "poisson",
        "gamma",
        "tweedie",
        "shares",
        "intensity",
        "zero-missing",
        "no-missing",
        "missing-tells",
        "dart",
        "linear"
      })
  void valuesAreThoseOfTheLibrary(String model) {
    float[][] outputs = outputs(model, TableFixture.values("amount"));

    double[][] expected = predictions(model);
    for (int row = 0; row < expected.length; row++) {
      assertClose(expected[row], doubles(outputs[row]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classes", "forest"})
  void probabilitiesOfClassesAreThoseOfTheLibrary(String model) {
    float[][] outputs = outputs(model, TableFixture.classes("0", "1", "2"));

    double[][] expected = predictions(model);
    for (int row = 0; row < expected.length; row++) {
      assertClose(expected[row], TeacherRows.softmax(outputs[row]));
    }
  }

  @Test
  void probabilitiesOfTwoClassesAreThoseOfTheLibrary() {
    float[][] outputs = outputs("binary", TableFixture.classes("no", "yes"));

    double[][] expected = predictions("binary");
    for (int row = 0; row < expected.length; row++) {
      double yes = expected[row][0];
      assertClose(new double[] {1 - yes, yes}, TeacherRows.softmax(outputs[row]));
    }
  }

  /** Each class has a probability of its own; as those of classes they are divided by their sum. */
  @Test
  void classesAgainstAllOthersShareTheirSum() {
    float[][] outputs = outputs("one-versus-all", TableFixture.classes("0", "1", "2"));

    double[][] expected = predictions("one-versus-all");
    for (int row = 0; row < expected.length; row++) {
      double sum = Arrays.stream(expected[row]).sum();
      assertClose(
          Arrays.stream(expected[row]).map(each -> each / sum).toArray(),
          TeacherRows.softmax(outputs[row]));
    }
  }

  @Test
  void labelsHaveTheLogitsOfClassesAgainstAllOthers() {
    Head labels = new Head("kind", new Task.MultiLabel(List.of("x", "y", "z")));

    float[][] outputs = outputs("one-versus-all", labels);

    double[][] expected = predictions("one-versus-all");
    for (int row = 0; row < expected.length; row++) {
      double[] actual =
          Arrays.stream(doubles(outputs[row])).map(logit -> 1 / (1 + Math.exp(-logit))).toArray();
      assertClose(expected[row], actual);
    }
  }

  @Test
  void aModelWithoutNamesTakesTheColumnsInTheirOrder() {
    Map<String, List<String>> colours =
        Map.of("colour", List.of("deep blue", "gelb", "green", "red"));

    float[][] outputs =
        outputs(
            TableFixture.resource("lightgbm-unnamed.txt"),
            settings(colours),
            TableFixture.values("amount"));

    double[][] expected = predictions("unnamed");
    for (int row = 0; row < expected.length; row++) {
      assertClose(expected[row], doubles(outputs[row]));
    }
  }

  /** The columns are called as LightGBM calls features without names, in another order. */
  @Test
  void columnsThatAreCalledByNumbersAreFoundByThem() throws IOException {
    Files.write(folder.resolve("m.txt"), TableFixture.resource("lightgbm-unnamed.txt"));
    List<String> colours = List.of("deep blue", "gelb", "green", "red");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : TableFixture.rows()) {
      Map<String, Object> numbered = new HashMap<>();
      row.forEach(
          (name, cell) -> numbered.put("Column_" + TableFixture.COLUMNS.indexOf(name), cell));
      rows.add(numbered);
    }
    List<String> turned = List.of("Column_3", "Column_1", "Column_0", "Column_2");
    TrainingData data = TableFixture.data(rows, turned, TableFixture.values("amount"));
    TestContext context = new TestContext(folder, 1).with(data);
    try (Teacher teacher =
        new LightGBMTeacherProvider().create(settings(Map.of("Column_3", colours)), context)) {
      float[][] outputs = TeacherRows.of(data, teacher);
      double[][] expected = predictions("unnamed");
      for (int row = 0; row < expected.length; row++) {
        assertClose(expected[row], doubles(outputs[row]));
      }
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void onlySomeRoundsCanBeUsed() {
    LightGBMTeacherSettings two =
        new LightGBMTeacherSettings(
            Path.of("m.txt"), List.of(), Map.of(), Map.of(), Optional.of(2));

    float[][] outputs =
        outputs(TableFixture.resource("lightgbm-values.txt"), two, TableFixture.values("amount"));

    double[][] expected = TableFixture.numbers("lightgbm-values.rounds-2.csv");
    for (int row = 0; row < expected.length; row++) {
      assertClose(expected[row], doubles(outputs[row]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lightgbm-binary.txt, 3, was trained for 'binary'",
    "lightgbm-classes.txt, 2, with 3 outputs",
    "lightgbm-values.txt, 2, which predicts values",
    "lightgbm-ranks.txt, 2, was trained for 'lambdarank'",
    "xgboost-binary.json, 2, is not a model of LightGBM",
  })
  void aModelOfAnotherTaskIsRefused(String model, int classes, String reason) {
    Head head = TableFixture.classes(Arrays.copyOf(new String[] {"a", "b", "c"}, classes));

    String message =
        assertThrows(
                RetortException.class,
                () -> outputs(TableFixture.resource(model), settings(Map.of()), head))
            .getMessage();

    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=v4 | version=v2 | in the version 'v2' of its format",
        "num_leaves=6 | num_leaves=7 | has 6 values for leaf_value instead of 7",
        "Tree=1 | Tree=2 | there is no tree 1 where it is expected",
        "[[\"deep blue\" | [[\"x\"], [\"deep blue\" | had 2 columns of categories",
        "max_feature_idx=3 | max_feature_idx=4 | 4 names for 5 features",
        "objective=regression | objective=map | was trained for 'map'",
      })
  void whatHasBeenChangedIsSaid(String there, String instead, String reason) {
    assertSaid("lightgbm-values.txt", there, instead, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_features=2 2 | num_features=2 1 | values for leaf_features instead of",
        "leaf_features=0 1 | leaf_features=0 7 | uses a feature that does not exist; there are 4",
        "leaf_features=0 1 | leaf_features=0 -1 | uses the feature -1",
        "leaf_coeff=-0. | leaf_coeff=inf 0. | values for leaf_coeff instead of",
        "leaf_coeff=-0.001907631525694789 | leaf_coeff=inf | has Infinity for leaf_coeff",
        "leaf_const=- | leaf_konst=- | has no line leaf_const=",
      })
  void whatHasBeenChangedInLinearLeavesIsSaid(String there, String instead, String reason) {
    assertSaid("lightgbm-linear.txt", there, instead, reason);
  }

  private void assertSaid(String file, String there, String instead, String reason) {
    String original = new String(TableFixture.resource(file), StandardCharsets.UTF_8);
    assertTrue(original.contains(there), there);
    String model = original.replace(there, instead);

    String message =
        assertThrows(
                RetortException.class,
                () ->
                    outputs(
                        model.getBytes(StandardCharsets.UTF_8),
                        settings(Map.of()),
                        TableFixture.values("amount")))
            .getMessage();

    assertTrue(message.contains(reason), message);
  }

  @Test
  void categoriesOfAnotherTableAreRefused() {
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    outputs(
                        TableFixture.resource("lightgbm-values.txt"),
                        settings(Map.of("color", List.of("red"))),
                        TableFixture.values("amount")))
            .getMessage();

    assertTrue(message.contains("names [color], but the model's columns are"), message);
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    byte[] whole = TableFixture.resource("lightgbm-values.txt");
    int end = new String(whole, StandardCharsets.ISO_8859_1).indexOf("end of trees");
    for (int length : new int[] {0, 3, whole.length / 4, end}) {
      String message =
          assertThrows(
                  RetortException.class,
                  () ->
                      outputs(
                          Arrays.copyOf(whole, length),
                          settings(Map.of()),
                          TableFixture.values("amount")))
              .getMessage();
      assertTrue(message.contains("cannot be a teacher"), message);
    }
  }
}
