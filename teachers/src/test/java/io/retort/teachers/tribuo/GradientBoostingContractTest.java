package io.retort.teachers.tribuo;

import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.GradientBoostingSettings;

/** The teacher {@code gradient-boosting} keeps the contract of teachers. */
class GradientBoostingContractTest extends FittedTeacherContract<GradientBoostingSettings> {

  @Override
  protected TeacherProvider<GradientBoostingSettings> provider() {
    return new GradientBoostingProvider();
  }

  @Override
  protected GradientBoostingSettings configuration() {
    return new GradientBoostingSettings(30, 0.3, 4, 1, 1, 0, 1, 1, 1);
  }
}
