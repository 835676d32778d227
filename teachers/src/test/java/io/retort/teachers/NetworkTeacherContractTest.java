package io.retort.teachers;

import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.losses.Supervised;
import io.retort.teachers.providers.NetworkTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The teacher {@code network} keeps the contract of teachers. */
class NetworkTeacherContractTest extends TeacherContract<NetworkTeacherSettings> {
  private final TinyLesson lesson = TinyLesson.of(20, 7);
  private final DifferenceBackend backend = new DifferenceBackend();

  @Override
  protected TeacherProvider<NetworkTeacherSettings> provider() {
    return new NetworkTeacherProvider();
  }

  @Override
  protected NetworkTeacherSettings configuration() {
    return new NetworkTeacherSettings(TinyLesson.STUDENT, TinyLesson.settings(2, new Supervised()));
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
