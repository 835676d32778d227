package io.retort.runtime.experiment.assembly;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.plugin.Plugin;
import java.util.Optional;

/**
 * What experiments and labellings both configure: a teacher, and the data that it learns from.
 *
 * @param data the data set; empty if a module binds one
 * @param split what its samples are used for
 * @param scaleTargets whether values to predict are standardized
 * @param backend computes
 * @param teacher the teacher
 */
public record TeacherConfiguration(
    Optional<Plugin<Dataset>> data,
    SplitSettings split,
    boolean scaleTargets,
    Plugin<ComputeBackend> backend,
    Plugin<Teacher> teacher) {

  static TeacherConfiguration of(Experiment experiment) {
    return new TeacherConfiguration(
        experiment.data(),
        experiment.split(),
        experiment.scaleTargets(),
        experiment.backend(),
        experiment.teacher());
  }
}
