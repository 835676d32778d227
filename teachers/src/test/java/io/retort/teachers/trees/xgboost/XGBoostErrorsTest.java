package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.teachers.trees.TeacherRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be a teacher is refused in words. */
class XGBoostErrorsTest extends XGBoostTestBase {
  @ParameterizedTest
  @CsvSource({
    "xgboost-binary.json, 3, was trained for 'binary:logistic'",
    "xgboost-classes.ubj, 2, with 3 outputs",
    "xgboost-values.ubj, 2, which predicts values",
    "xgboost-hinge.ubj, 2, was trained for 'binary:hinge'",
    "xgboost-labels.ubj, 2, with 2 outputs",
    "xgboost-vectors.ubj, 2, which predicts values",
    "lightgbm-binary.txt, 2, is not a model of XGBoost",
  })
  void aModelOfAnotherTaskIsRefused(String model, int classes, String reason) {
    String[] names = {"a", "b", "c"};
    Head head = TableFixture.classes(Arrays.copyOf(names, classes));

    String message = assertThrows(RetortException.class, () -> outputs(model, head)).getMessage();

    assertTrue(message.contains(reason), message);
  }

  /** Prepared inputs would be taken for lengths and widths. */
  @Test
  void aTableWithoutItsRowsIsRefused() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    TrainingData table = TableFixture.data(TableFixture.values("amount"));
    Samples prepared =
        new ForwardingSamples(table.train()) {
          @Override
          public Optional<RawRows> rows() {
            return Optional.empty();
          }
        };
    TrainingData data =
        new TrainingData(
            table.inputShape(), table.heads(), prepared, prepared, table.preparation());
    try (Teacher teacher = teacher(settings("m.json"), table)) {
      for (Executable evaluation :
          List.<Executable>of(
              () -> teacher(settings("m.json"), data),
              () -> teacher.require(prepared),
              () -> TeacherRows.of(data, teacher))) {
        String message = assertThrows(RetortException.class, evaluation).getMessage();
        assertTrue(message.contains("have not kept them"), message);
      }
    } finally {
      TableFixture.close(table);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"num_feature\":\"4\",\"num_target\" | \"num_feature\":\"2\",\"num_target\" | 4 names for"
            + " 2",
        "\"learner\" | \"lerner\" | has not the fields of a model of XGBoost",
        "\"name\":\"gbtree\" | \"name\":\"forest\" | is made of 'forest'",
        "\"tree_info\":[0 | \"tree_info\":[1 | the tree 0 is for the output 1 of 1",
        "\"left_children\":[1 | \"left_children\":[0 | has a node with the child 0",
        "\"size_leaf_vector\":\"1\" | \"size_leaf_vector\":\"2\" | has 15 base_weights, 2 a leaf",
        "\"base_score\":\"[ | \"base_score\":\"[x | its base_score is '[x",
      })
  void whatHasBeenChangedIsSaid(String there, String instead, String reason) {
    String model = new String(TableFixture.resource("xgboost-values.json"), StandardCharsets.UTF_8);
    assertTrue(model.contains(there), there);
    write("m.json", model.replace(there, instead).getBytes(StandardCharsets.UTF_8));

    String message =
        assertThrows(
                RetortException.class,
                () -> outputs(settings("m.json"), TableFixture.values("amount")))
            .getMessage();

    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"size_leaf_vector\":\"3\" | \"size_leaf_vector\":\"7\" | leaf_weights for its node",
        "\"leaf_weights\":[ | \"leaf_weights\":[1, | leaf_weights, 3 a leaf",
        "\"leaf_weights\":[ | \"leaf_weights\":[NaN,1,1, | has NaN among its leaf_weights",
        "\"num_class\":\"3\" | \"num_class\":\"2\" | leaves of 3 numbers for 2 outputs",
      })
  void whatHasBeenChangedInVectorsIsSaid(String there, String instead, String reason) {
    String model =
        new String(TableFixture.resource("xgboost-vectors-classes.json"), StandardCharsets.UTF_8);
    assertTrue(model.contains(there), there);
    String changed = model.replace(there, instead);
    if (instead.contains("num_class")) {
      changed = changed.replaceFirst("\"base_score\":\"[^\"]*\"", "\"base_score\":\"0.5\"");
    }
    write("m.json", changed.getBytes(StandardCharsets.UTF_8));

    String message =
        assertThrows(
                RetortException.class,
                () -> outputs(settings("m.json"), TableFixture.classes("a", "b", "c")))
            .getMessage();

    assertTrue(message.contains(reason), message);
  }

  @Test
  void categoriesAllOfWhichAreUnknownAreRefused() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    XGBoostTeacherSettings capitals =
        new XGBoostTeacherSettings(
            Path.of("m.json"),
            List.of(),
            Map.of("colour", List.of("Deep Blue", "Gelb", "Green", "Red")),
            Map.of(),
            Optional.empty());

    String message =
        assertThrows(RetortException.class, () -> outputs(capitals, TableFixture.values("amount")))
            .getMessage();

    assertTrue(
        message.contains("has the categories [deep blue, gelb, green, red], none of which"),
        message);
  }

  @Test
  void textWithoutACodeIsRefusedWithTheFix() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    XGBoostTeacherSettings unsaid =
        new XGBoostTeacherSettings(
            Path.of("m.json"), List.of(), Map.of(), Map.of(), Optional.empty());

    String message =
        assertThrows(RetortException.class, () -> outputs(unsaid, TableFixture.values("amount")))
            .getMessage();

    assertTrue(message.contains("categories: {colour: [first, second]}"), message);
  }

  @Test
  void moreRoundsThanThereAreAreRefused() {
    write("m.json", TableFixture.resource("xgboost-classes.json"));
    XGBoostTeacherSettings settings =
        new XGBoostTeacherSettings(Path.of("m.json"), List.of(), COLOURS, Map.of(), Optional.of(5));

    String message =
        assertThrows(
                RetortException.class, () -> outputs(settings, TableFixture.classes("a", "b", "c")))
            .getMessage();

    assertTrue(message.contains("rounds is 5") && message.contains("has 4 rounds"), message);
  }

  @Test
  void severalHeadsAreRefusedWithTheFix() {
    write("m.json", TableFixture.resource("xgboost-values.json"));
    TrainingData data =
        TableFixture.data(TableFixture.values("amount"), TableFixture.classes("a", "b"));
    try {
      String message =
          assertThrows(RetortException.class, () -> teacher(settings("m.json"), data)).getMessage();
      assertTrue(message.contains("per-head"), message);
    } finally {
      TableFixture.close(data);
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    for (String name : List.of("xgboost-values.json", "xgboost-values.ubj")) {
      byte[] whole = TableFixture.resource(name);
      for (int length : new int[] {0, 1, 2, whole.length / 2, whole.length - 1}) {
        write(name, Arrays.copyOf(whole, length));
        String message =
            assertThrows(
                    RetortException.class,
                    () -> outputs(settings(name), TableFixture.values("amount")))
                .getMessage();
        assertTrue(message.contains("cannot be a teacher"), message);
      }
    }
  }
}
