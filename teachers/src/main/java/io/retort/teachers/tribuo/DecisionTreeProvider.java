package io.retort.teachers.tribuo;

import com.google.auto.service.AutoService;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.DecisionTreeSettings;

/** Trains the teacher {@code decision-tree}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class DecisionTreeProvider extends FittedTeacherProvider<DecisionTreeSettings> {

  @Override
  public String name() {
    return "decision-tree";
  }

  @Override
  public Class<DecisionTreeSettings> configuration() {
    return DecisionTreeSettings.class;
  }

  @Override
  ModelFitting fitting(DecisionTreeSettings settings) {
    return new TreeFitting(settings);
  }
}
