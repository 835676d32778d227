package io.retort.runtime.experiment.context;

import io.retort.core.data.SavedModel;
import io.retort.core.importer.ImporterContext;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.LinkedPath;
import io.retort.serving.format.NetworkFolder;
import java.nio.file.Path;

/**
 * What is offered to plugins that need neither data nor backend.
 *
 * @param base the folder that relative paths start from
 * @param seed the plugin's seed
 * @param listener told of long work
 */
public record PluginContext(Path base, long seed, TrainingListener listener)
    implements ImporterContext {

  /**
   * A context whose plugins report to nobody.
   *
   * @param base the folder that relative paths start from
   * @param seed the plugin's seed
   */
  public PluginContext(Path base, long seed) {
    this(base, seed, TrainingListener.NONE);
  }

  @Override
  public Path resolve(Path path) {
    return LinkedPath.withoutDots(base.resolve(path).toAbsolutePath());
  }

  @Override
  public SavedModel load(Path folder) {
    return NetworkFolder.read(folder);
  }
}
