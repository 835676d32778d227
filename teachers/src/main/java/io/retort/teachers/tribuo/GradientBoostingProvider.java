package io.retort.teachers.tribuo;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.GradientBoostingSettings;

/** Trains the teacher {@code gradient-boosting}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class GradientBoostingProvider
    extends FittedTeacherProvider<GradientBoostingSettings> {

  @Override
  public String name() {
    return "gradient-boosting";
  }

  @Override
  public Class<GradientBoostingSettings> configuration() {
    return GradientBoostingSettings.class;
  }

  @Override
  ModelFitting fitting(GradientBoostingSettings settings) {
    return new BoostingFitting(settings);
  }
}
