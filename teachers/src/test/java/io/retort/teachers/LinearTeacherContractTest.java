package io.retort.teachers;

import static io.retort.testkit.Refusals.assertRefused;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.losses.Supervised;
import io.retort.teachers.providers.LinearTeacherProvider;
import io.retort.teachers.providers.NetworkTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void withoutHeadsThereIsNothingToLearn() {
    TeacherContext encoder =
        new TestContext(Path.of(""), 3).with(backend).with(lesson.data().with(List.of()));
    assertRefused(() -> provider().preview(configuration(), encoder), "has nothing to learn");
    assertRefused(() -> provider().create(configuration(), encoder), "has nothing to learn");
    NetworkTeacherSettings network =
        new NetworkTeacherSettings(TinyLesson.STUDENT, TinyLesson.settings(2, new Supervised()));
    assertRefused(
        () -> new NetworkTeacherProvider().preview(network, encoder), "has nothing to learn");
    assertRefused(
        () -> new NetworkTeacherProvider().create(network, encoder), "has nothing to learn");
  }

  @AfterEach
  void close() {
    lesson.close();
    backend.close();
  }
}
