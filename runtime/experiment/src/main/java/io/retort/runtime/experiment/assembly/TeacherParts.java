package io.retort.runtime.experiment.assembly;

import com.google.inject.Module;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.List;

/**
 * A teacher and what it needs, each part made when it is first asked for, once. Those that a module
 * of a plugin or of the program binds take the place of those that are configured.
 */
public sealed class TeacherParts permits RunParts {
  private final RunInjector injector;

  TeacherParts(RunInjector injector) {
    this.injector = injector;
  }

  /**
   * The parts of a labelling.
   *
   * @param configuration what is configured
   * @param catalog the plugins
   * @param base the folder that relative paths start from
   * @param cache keeps and closes the parts
   * @param listeners told of the teacher's training
   * @param program modules of the program, each over those before
   */
  public static TeacherParts of(
      TeacherConfiguration configuration,
      PluginCatalog catalog,
      Path base,
      PartCache cache,
      List<TrainingListener> listeners,
      List<Module> program) {
    PartFactory factory = new PartFactory(base, configuration.split().seed(), false, cache);
    return new TeacherParts(
        RunInjector.of(
            new LabellingModule(configuration, catalog, factory, listeners), catalog, program));
  }

  /** Makes the parts. */
  final RunInjector injector() {
    return injector;
  }

  /** The data set as it was made. */
  public final Dataset dataset() {
    return injector.instance(Dataset.class);
  }

  /** The data set with its test samples set apart, prepared for the teacher. */
  public final PreparedData prepared() {
    return injector.instance(PreparedData.class);
  }

  /** What computes. */
  public final ComputeBackend backend() {
    return injector.instance(ComputeBackend.class);
  }

  /** The teacher, trained by then. */
  public final Teacher teacher() {
    return injector.instance(Teacher.class);
  }

  /** Tells all who listen to trainings, of each warning once. */
  public final TrainingListener listener() {
    return injector.instance(TrainingListener.class);
  }

  /** What was left out when the parts were put together. */
  public final List<Warning> warnings() {
    return injector.warnings();
  }
}
