package io.retort.teachers.trees.xgboost;

import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.XGBoostTeacherSettings;
import io.retort.teachers.trees.TableFixture;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The teacher {@code xgboost} keeps the contract of teachers. */
class XGBoostTeacherContractTest {

  /** Trees for three classes. */
  @Nested
  class Classes extends Contract {
    Classes() {
      super("xgboost-classes.ubj", TableFixture.classes("a", "b", "c"));
    }
  }

  /** Trees for the second of two classes. */
  @Nested
  class TwoClasses extends Contract {
    TwoClasses() {
      super("xgboost-binary.json", TableFixture.classes("a", "b"));
    }
  }

  /** A linear model for a value. */
  @Nested
  class Values extends Contract {
    Values() {
      super("xgboost-linear.json", TableFixture.values("amount"));
    }
  }

  abstract static class Contract extends TeacherContract<XGBoostTeacherSettings> {
    private final String model;
    private final TrainingData data;
    @TempDir private Path folder;

    Contract(String model, Head head) {
      this.model = model;
      this.data = TableFixture.data(head);
    }

    @BeforeEach
    void write() throws IOException {
      Files.write(folder.resolve(model), TableFixture.resource(model));
    }

    @Override
    protected TeacherProvider<XGBoostTeacherSettings> provider() {
      return new XGBoostTeacherProvider();
    }

    @Override
    protected XGBoostTeacherSettings configuration() {
      return new XGBoostTeacherSettings(
          Path.of(model),
          List.of(),
          Map.of("colour", List.of("deep blue", "gelb", "green", "red")),
          Map.of(),
          Optional.empty());
    }

    @Override
    protected TeacherContext context() {
      return new TestContext(folder, 3).with(data);
    }

    @Override
    protected double batchTolerance() {
      return 0;
    }

    @AfterEach
    void close() {
      TableFixture.close(data);
    }
  }
}
