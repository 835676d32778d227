package io.retort.teachers;

import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.providers.SavedTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The teacher {@code saved} keeps the contract of teachers, batch norm and dropout included. */
class SavedTeacherContractTest extends TeacherContract<SavedTeacherSettings> {
  private final TinyLesson lesson = TinyLesson.of(20, 7);
  private final DifferenceBackend backend = new DifferenceBackend();

  @Override
  protected TeacherProvider<SavedTeacherSettings> provider() {
    return new SavedTeacherProvider();
  }

  @Override
  protected SavedTeacherSettings configuration() {
    return new SavedTeacherSettings(Path.of("teacher"));
  }

  @Override
  protected TeacherContext context() {
    return new TestContext(Path.of(""), 3)
        .with(backend)
        .with(lesson.data())
        .with(TinyLesson.drawn(TinyLesson.TEACHER, 1));
  }

  @AfterEach
  void close() {
    lesson.close();
    backend.close();
  }
}
