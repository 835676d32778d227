package io.retort.core.plugin;

import io.retort.core.Seeds;
import io.retort.core.progress.TrainingListener;
import java.nio.file.Path;

/**
 * A context for a plugin that another one makes.
 *
 * @param outer what the making plugin was offered
 * @param purpose what the made plugin is for
 */
record NestedContext(Context outer, String purpose) implements Context {

  @Override
  public Path resolve(Path path) {
    return outer.resolve(path);
  }

  @Override
  public long seed() {
    return Seeds.derive(outer.seed(), purpose);
  }

  @Override
  public TrainingListener listener() {
    return new NamedReports(outer.listener(), purpose);
  }
}
