package io.retort.teachers.onnx.model;

import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The teacher {@code onnx} keeps the contract of teachers. */
class OnnxTeacherContractTest {

  /** A model for any number of samples, with a feature that its file does not list. */
  @Nested
  class AnyBatch extends Contract {
    AnyBatch() {
      super(GraphBuilder.ANY);
    }
  }

  /** A model for single samples. */
  @Nested
  class SingleSamples extends Contract {
    SingleSamples() {
      super(1);
    }
  }

  /** A model for more samples at once than there are at the end of each batch. */
  @Nested
  class FixedBatch extends Contract {
    FixedBatch() {
      super(7);
    }
  }

  abstract static class Contract extends TeacherContract<OnnxTeacherSettings> {
    private final TinyLesson lesson = TinyLesson.of(20, 7);
    private final long batch;
    @TempDir private Path folder;

    Contract(long batch) {
      this.batch = batch;
    }

    @Override
    protected TeacherProvider<OnnxTeacherSettings> provider() {
      return new OnnxTeacherProvider();
    }

    @Override
    protected OnnxTeacherSettings configuration() {
      return OnnxTeacherFixture.settings(Path.of("points.onnx"), List.of("hidden"));
    }

    @Override
    protected TeacherContext context() {
      GraphBuilder.logits(batch).write(folder.resolve("points.onnx"));
      return new TestContext(folder, 3).with(lesson.data());
    }

    @AfterEach
    void close() {
      lesson.close();
    }
  }
}
