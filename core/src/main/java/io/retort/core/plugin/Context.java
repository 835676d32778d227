package io.retort.core.plugin;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.training.TrainingListener;
import java.nio.file.Path;

/**
 * What a run offers to the plugins that it creates.
 *
 * <p>A run creates its plugins in the order dataset, backend, teacher, strategy. A plugin can use
 * what was created before it: asking for more throws {@link IllegalStateException}. Losses,
 * optimizers and schedules may also be created outside a run and need {@link #resolve} and {@link
 * #seed} at most.
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
   * The backend of the run. Available to teachers and strategies.
   *
   * @return the run's backend, which the run closes
   */
  ComputeBackend backend();

  /**
   * The training and validation samples of the run, all with labels. Available to teachers and
   * strategies; test data is not among them.
   *
   * @return the split data set
   */
  TrainingData data();

  /**
   * Where to report the progress of long work, such as a teacher's own training.
   *
   * @return a listener, never {@code null}
   */
  TrainingListener listener();

  /**
   * Reads a network that an earlier run saved. Available to teachers and importers.
   *
   * @param folder a folder with {@code network.yaml} and {@code weights.safetensors}
   * @return its description and weights, and what it was taught
   * @throws io.retort.core.RetortException naming the file at fault
   */
  SavedModel load(Path folder);
}
