package io.retort.teachers;

import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.recorded.RecordedTeacherProvider;
import io.retort.testkit.TeacherContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The teacher {@code recorded} keeps the contract of teachers. */
class RecordedTeacherContractTest extends TeacherContract<RecordedTeacherSettings> {
  private static final int SAMPLES = 20;

  private final TinyLesson lesson = TinyLesson.of(SAMPLES, 7);

  @TempDir Path folder;

  @BeforeEach
  void record() {
    List<String> lines = new ArrayList<>(List.of("logit:right,logit:up,logit:back"));
    for (int i = 0; i < SAMPLES; i++) {
      lines.add(String.format(Locale.ROOT, "%d,%.3f,%d", i, Math.sin(i), -i));
    }
    try {
      Files.write(folder.resolve("train.csv"), lines);
      // The lesson's validation samples are a list of their own.
      Files.write(folder.resolve("other.csv"), lines);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  @Override
  protected TeacherProvider<RecordedTeacherSettings> provider() {
    return new RecordedTeacherProvider();
  }

  @Override
  protected RecordedTeacherSettings configuration() {
    return new RecordedTeacherSettings(Path.of("train.csv"), Optional.of(Path.of("other.csv")));
  }

  @Override
  protected TeacherContext context() {
    return new TestContext(folder, 3).with(lesson.data());
  }

  @Override
  protected double batchTolerance() {
    return 0;
  }

  @AfterEach
  void close() {
    lesson.close();
  }
}
