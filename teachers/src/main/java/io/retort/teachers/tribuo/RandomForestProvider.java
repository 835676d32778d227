package io.retort.teachers.tribuo;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.RandomForestSettings;

/** Trains the teacher {@code random-forest}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class RandomForestProvider extends FittedTeacherProvider<RandomForestSettings> {

  @Override
  public String name() {
    return "random-forest";
  }

  @Override
  public Class<RandomForestSettings> configuration() {
    return RandomForestSettings.class;
  }

  @Override
  ModelFitting fitting(RandomForestSettings settings) {
    return new ForestFitting(settings);
  }
}
