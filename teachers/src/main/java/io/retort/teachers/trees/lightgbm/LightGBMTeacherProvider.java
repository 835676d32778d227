package io.retort.teachers.trees.lightgbm;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.LightGBMTeacherSettings;
import io.retort.teachers.trees.TreeTeacher;
import io.retort.teachers.trees.TreeTeacherProvider;
import java.util.Optional;

/** Loads the teacher {@code lightgbm}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class LightGBMTeacherProvider extends TreeTeacherProvider<LightGBMTeacherSettings> {

  @Override
  public String name() {
    return "lightgbm";
  }

  @Override
  public Class<LightGBMTeacherSettings> configuration() {
    return LightGBMTeacherSettings.class;
  }

  @Override
  protected TreeTeacher.Format format(Optional<Integer> rounds) {
    return (content, file) -> LightGBMModelReader.read(content, rounds, file);
  }
}
