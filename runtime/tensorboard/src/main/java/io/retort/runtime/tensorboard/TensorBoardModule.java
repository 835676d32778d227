package io.retort.runtime.tensorboard;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.extension.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a run write event files for TensorBoard into the folder {@value #FOLDER} of its own folder.
 */
public final class TensorBoardModule extends AbstractModule {
  /** The folder in that of a run. */
  public static final String FOLDER = "tensorboard";

  /** A module for one run or several. */
  public TensorBoardModule() {}

  /**
   * Whether a run has begun with this module, so that it should go on with it.
   *
   * @param run the run's folder
   * @return true if there are event files
   */
  public static boolean isIn(Path run) {
    return Files.isDirectory(run.resolve(FOLDER));
  }

  @Override
  protected void configure() {
    bind(RunEvents.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), TrainingListener.class).addBinding().to(RunEvents.class);
    Multibinder.newSetBinder(binder(), RunListener.class).addBinding().to(RunEvents.class);
  }
}
