package io.retort.teachers.tribuo;

import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.RandomForestSettings;
import java.util.Optional;

/** The teacher {@code random-forest} keeps the contract of teachers. */
class RandomForestContractTest extends FittedTeacherContract<RandomForestSettings> {

  @Override
  protected TeacherProvider<RandomForestSettings> provider() {
    return new RandomForestProvider();
  }

  @Override
  protected RandomForestSettings configuration() {
    return new RandomForestSettings(15, Optional.of(7), 2, Optional.of(0.7));
  }
}
