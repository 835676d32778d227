package io.retort.teachers.onnx.model;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import java.util.List;
import java.util.Optional;

/** Loads the teacher {@code onnx}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class OnnxTeacherProvider implements TeacherProvider<OnnxTeacherSettings> {

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Class<OnnxTeacherSettings> configuration() {
    return OnnxTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      OnnxTeacherSettings settings, TeacherContext context) {
    try (Teacher teacher = open(settings, context)) {
      return Optional.of(teacher.outputs());
    }
  }

  @Override
  public Teacher create(OnnxTeacherSettings settings, TeacherContext context) {
    OnnxTeacher teacher = open(settings, context);
    teacher.assumptions().forEach(context.listener()::message);
    return teacher;
  }

  private static OnnxTeacher open(OnnxTeacherSettings settings, TeacherContext context) {
    return OnnxTeacher.open(context.resolve(settings.path()), settings, context.data());
  }
}
