package io.retort.core.plugin;

import io.retort.core.Seeds;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a plugin offers to one that it makes itself from a {@link Recipe}: all that it was offered,
 * but for a seed of its own, so that two plugins made alike do not draw alike, and reports of
 * trainings that say what for.
 */
public final class NestedContext implements Context {
  private final Context outer;
  private final String purpose;
  private final Optional<TrainingData> own;

  /**
   * A context with the outer one's data.
   *
   * @param outer what the making plugin was offered
   * @param purpose what the made plugin is for, such as {@code head kind}; decides its seed, and
   *     follows the name of its trainings
   */
  public NestedContext(Context outer, String purpose) {
    this(outer, purpose, Optional.empty());
  }

  private NestedContext(Context outer, String purpose, Optional<TrainingData> own) {
    this.outer = outer;
    this.purpose = purpose;
    this.own = own;
  }

  /**
   * A context with other data.
   *
   * @param outer what the making plugin was offered
   * @param purpose what the made plugin is for, such as {@code head kind}; decides its seed, and
   *     follows the name of its trainings
   * @param data the samples that the made plugin may use
   * @return the context
   */
  public static NestedContext of(Context outer, String purpose, TrainingData data) {
    return new NestedContext(outer, purpose, Optional.of(data));
  }

  @Override
  public Path resolve(Path path) {
    return outer.resolve(path);
  }

  @Override
  public long seed() {
    return Seeds.derive(outer.seed(), purpose);
  }

  @Override
  public ComputeBackend backend() {
    return outer.backend();
  }

  @Override
  public TrainingData data() {
    return own.orElseGet(outer::data);
  }

  @Override
  public TrainingListener listener() {
    return new NamedReports(outer.listener(), purpose);
  }

  @Override
  public SavedModel load(Path folder) {
    return outer.load(folder);
  }
}
