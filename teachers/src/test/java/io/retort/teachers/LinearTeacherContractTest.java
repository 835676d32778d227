package io.retort.teachers;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.losses.Supervised;
import io.retort.teachers.providers.LinearTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The teacher {@code linear} keeps the contract of teachers. */
class LinearTeacherContractTest extends TeacherContract<LinearTeacherSettings> {
  private final TinyLesson lesson = TinyLesson.of(20, 7);
  private final DifferenceBackend backend = new DifferenceBackend();

  @Override
  protected TeacherProvider<LinearTeacherSettings> provider() {
    return new LinearTeacherProvider();
  }

  @Override
  protected LinearTeacherSettings configuration() {
    // The optimizer of the lesson's own trainings.
    Optimizer optimizer = TinyLesson.settings(2, new Supervised()).optimizer();
    return new LinearTeacherSettings(2, 8, optimizer, new Supervised(), 0.01);
  }

  @Override
  protected TeacherContext context() {
    return new TestContext(Path.of(""), 3).with(backend).with(lesson.data());
  }

  @AfterEach
  void close() {
    lesson.close();
    backend.close();
  }
}
