package io.retort.core.strategy;

/** How a student learns from a teacher. Immutable. */
@FunctionalInterface
public interface Strategy {

  /**
   * Plans the training.
   *
   * @param setting student, data and teacher
   * @return what to minimise
   * @throws io.retort.core.RetortException if student, teacher and strategy do not fit, with the
   *     fix
   */
  DistillationPlan plan(StrategySetting setting);
}
