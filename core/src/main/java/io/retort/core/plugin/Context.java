package io.retort.core.plugin;

import io.retort.core.progress.TrainingListener;
import java.nio.file.Path;

/**
 * What is offered to plugins of all kinds that are made. Some kinds are offered more: {@link
 * io.retort.core.teacher.TeacherContext} and {@link io.retort.core.importer.ImporterContext}.
 */
public interface Context {

  /**
   * Resolves a path that the configuration gives.
   *
   * @param path absolute, or relative to the folder of the configuration file
   * @return the path, not checked for existence
   */
  Path resolve(Path path);

  /**
   * The seed for whatever this plugin draws at random.
   *
   * @return the same number for the same configuration, whatever else the run contains
   */
  long seed();

  /**
   * Where to report the progress of long work, such as a download.
   *
   * @return a listener, never {@code null}
   */
  TrainingListener listener();

  /**
   * What this plugin offers to one that it makes itself from a {@link Recipe}: all that it was
   * offered, but for a seed of its own, so that two plugins made alike do not draw alike, and
   * reports that say what for.
   *
   * @param purpose what the made plugin is for, such as {@code source}; decides its seed, and
   *     follows the name of its trainings
   * @return the context
   */
  default Context nested(String purpose) {
    return new NestedContext(this, purpose);
  }
}
