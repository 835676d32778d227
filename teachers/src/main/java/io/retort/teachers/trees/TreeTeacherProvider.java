package io.retort.teachers.trees;

import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.TreeTeacherSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Loads teachers from files of a format.
 *
 * @param <C> their configuration
 */
public abstract class TreeTeacherProvider<C extends Record & TreeTeacherSettings>
    implements TeacherProvider<C> {

  /**
   * Reads a model in this format.
   *
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @return the reader of files
   */
  protected abstract TreeTeacher.Format format(Optional<Integer> rounds);

  @Override
  public final Optional<List<TeacherOutput>> preview(C settings, TeacherContext context) {
    try (Teacher teacher = open(settings, context)) {
      return Optional.of(teacher.outputs());
    }
  }

  @Override
  public final Teacher create(C settings, TeacherContext context) {
    TreeTeacher teacher = open(settings, context);
    teacher.remarks().forEach(context.listener()::message);
    return teacher;
  }

  private TreeTeacher open(C settings, TeacherContext context) {
    Path file = context.resolve(settings.path());
    return TreeTeacher.open(file, format(settings.rounds()), settings, context.data());
  }
}
