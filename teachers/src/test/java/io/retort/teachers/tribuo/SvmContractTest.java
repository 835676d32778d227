package io.retort.teachers.tribuo;

import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.SvmSettings;
import java.util.Optional;

/** The teacher {@code svm} keeps the contract of teachers. */
class SvmContractTest extends FittedTeacherContract<SvmSettings> {

  @Override
  protected TeacherProvider<SvmSettings> provider() {
    return new SvmProvider();
  }

  @Override
  protected SvmSettings configuration() {
    return new SvmSettings(
        SvmSettings.Kernel.RBF,
        10,
        Optional.empty(),
        3,
        true,
        SvmSettings.Calibration.PLATT,
        3,
        0.05);
  }
}
