package io.retort.teachers.tribuo;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.SvmSettings;

/** Trains the teacher {@code svm}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class SvmProvider extends FittedTeacherProvider<SvmSettings> {

  @Override
  public String name() {
    return "svm";
  }

  @Override
  public Class<SvmSettings> configuration() {
    return SvmSettings.class;
  }

  @Override
  ModelFitting fitting(SvmSettings settings) {
    return new SvmFitting(settings);
  }
}
