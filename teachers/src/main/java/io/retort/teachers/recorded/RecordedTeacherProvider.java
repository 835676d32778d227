package io.retort.teachers.recorded;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.RecordedTeacherSettings;
import java.util.List;
import java.util.Optional;

/** Reads the teacher {@code recorded}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class RecordedTeacherProvider implements TeacherProvider<RecordedTeacherSettings> {

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public Class<RecordedTeacherSettings> configuration() {
    return RecordedTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      RecordedTeacherSettings settings, TeacherContext context) {
    try (Teacher teacher = create(settings, context)) {
      return Optional.of(teacher.outputs());
    }
  }

  @Override
  public Teacher create(RecordedTeacherSettings settings, TeacherContext context) {
    return RecordedTeacher.read(
        context.resolve(settings.file()),
        settings.test().map(context::resolve),
        settings.id(),
        context.data());
  }
}
