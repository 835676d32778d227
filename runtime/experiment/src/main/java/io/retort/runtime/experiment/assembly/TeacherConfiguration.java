package io.retort.runtime.experiment.assembly;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.plugin.Plugin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

  public static TeacherConfiguration of(Experiment experiment) {
    return new TeacherConfiguration(
        experiment.data(),
        experiment.split(),
        experiment.scaleTargets(),
        experiment.backend(),
        experiment.teacher());
  }

  /**
   * A name for the teacher, in any process: it is the same for teachers of one sweep that are made
   * of the same things, of which {@link PartFactory} makes one.
   */
  public String key() {
    List<Object> madeOf = new ArrayList<>(List.of(split.heldOut(), scaleTargets));
    data.ifPresent(plugin -> madeOf.add(chosen(plugin)));
    madeOf.add(chosen(backend));
    madeOf.add(chosen(teacher));
    return Sha256.of(madeOf.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private static String chosen(Plugin<?> plugin) {
    return plugin.entry().qualifiedName() + " " + plugin.written();
  }
}
