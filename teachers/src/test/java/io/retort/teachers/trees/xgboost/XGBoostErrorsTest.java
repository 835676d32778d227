package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be a teacher is refused in words. */
class XGBoostErrorsTest extends XGBoostTests {
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
