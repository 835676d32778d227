package io.retort.teachers.trees.xgboost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.teachers.trees.TeacherRows;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates models of XGBoost on the rows of {@link TableFixture}. */
abstract class XGBoostTestBase {
  static final double TOLERANCE = 1e-6;

  /** The model's codes, in the order in which its features were numbered. */
  static final Map<String, List<String>> COLOURS =
      Map.of("colour", List.of("deep blue", "gelb", "green", "red"));

  @TempDir private Path folder;

  static XGBoostTeacherSettings settings(String file) {
    return new XGBoostTeacherSettings(
        Path.of(file), List.of(), COLOURS, Map.of(), Optional.empty());
  }

  float[][] outputs(XGBoostTeacherSettings settings, Head head) {
    TrainingData data = TableFixture.data(head);
    try (Teacher teacher = teacher(settings, data)) {
      return TeacherRows.of(data, teacher);
    } finally {
      TableFixture.close(data);
    }
  }

  float[][] outputs(String model, Head head) {
    write(model, TableFixture.resource(model));
    return outputs(settings(model), head);
  }

  void write(String file, byte[] content) {
    try {
      Files.write(folder.resolve(file), content);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  Teacher teacher(XGBoostTeacherSettings settings, TrainingData data) {
    return new XGBoostTeacherProvider().create(settings, new TestContext(folder, 1).with(data));
  }

  static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)));
  }

  static void assertClose(double[][] expected, float[][] actual) {
    assertEquals(expected.length, actual.length);
    for (int row = 0; row < actual.length; row++) {
      assertEquals(expected[row].length, actual[row].length);
      for (int i = 0; i < actual[row].length; i++) {
        assertClose(expected[row][i], actual[row][i]);
      }
    }
  }
}
