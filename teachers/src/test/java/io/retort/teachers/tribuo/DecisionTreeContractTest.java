package io.retort.teachers.tribuo;

import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.DecisionTreeSettings;
import java.util.Optional;

/** The teacher {@code decision-tree} keeps the contract of teachers. */
class DecisionTreeContractTest extends FittedTeacherContract<DecisionTreeSettings> {

  @Override
  protected TeacherProvider<DecisionTreeSettings> provider() {
    return new DecisionTreeProvider();
  }

  @Override
  protected DecisionTreeSettings configuration() {
    return new DecisionTreeSettings(Optional.empty(), 2, DecisionTreeSettings.Impurity.GINI, 1);
  }
}
