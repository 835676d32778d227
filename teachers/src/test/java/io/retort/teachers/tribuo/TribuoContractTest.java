package io.retort.teachers.tribuo;

import io.retort.core.data.TrainingData;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.TribuoTeacherSettings;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;

/** The teacher {@code tribuo} keeps the contract of teachers. */
class TribuoContractTest extends TeacherContract<TribuoTeacherSettings> {
  private final QuadrantData quadrants = QuadrantData.of(60, 5);

  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    float[][] rows = TribuoTeacher.rows(quadrants.data().train(), QuadrantData.INPUT);
    double[][] values = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      values[i] = new double[] {rows[i][0], rows[i][1]};
    }
    ValueModel.fit(
            new CARTJointRegressionTrainer(), rows, values, QuadrantData.VALUES.task().names())
        .model()
        .serializeToFile(folder.resolve("values"));
  }

  @Override
  protected TeacherProvider<TribuoTeacherSettings> provider() {
    return new TribuoProvider();
  }

  @Override
  protected TribuoTeacherSettings configuration() {
    return new TribuoTeacherSettings(Map.of("values", Path.of("values")), List.of());
  }

  @Override
  protected TeacherContext context() {
    TrainingData data = quadrants.data();
    return new TestContext(folder, 3)
        .with(
            new TrainingData(
                QuadrantData.INPUT, List.of(QuadrantData.VALUES), data.train(), data.validation()));
  }

  @Override
  protected double batchTolerance() {
    return 0;
  }

  @AfterEach
  void close() {
    quadrants.close();
  }
}
