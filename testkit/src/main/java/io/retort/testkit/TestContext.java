package io.retort.testkit;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.importer.ImporterContext;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.TeacherContext;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A context for plugins under test. What it was not given throws {@link IllegalStateException}, as
 * in a run that has not come so far. Immutable.
 */
public final class TestContext implements TeacherContext, ImporterContext {
  private final Path folder;
  private final long seed;
  private final ComputeBackend backend;
  private final TrainingData data;
  private final SavedModel saved;
  private final MetricSet metrics;

  /**
   * A context with neither backend nor data.
   *
   * @param folder where relative paths start
   * @param seed the seed
   */
  public TestContext(Path folder, long seed) {
    this(Objects.requireNonNull(folder, "folder"), seed, null, null, null, MetricSet.NONE);
  }

  private TestContext(
      Path folder,
      long seed,
      ComputeBackend backend,
      TrainingData data,
      SavedModel saved,
      MetricSet metrics) {
    this.folder = folder;
    this.seed = seed;
    this.backend = backend;
    this.data = data;
    this.saved = saved;
    this.metrics = metrics;
  }

  /**
   * This context with a backend.
   *
   * @param present the backend, which the caller closes
   * @return a new context
   */
  public TestContext with(ComputeBackend present) {
    return new TestContext(folder, seed, present, data, saved, metrics);
  }

  /**
   * This context with data.
   *
   * @param present the samples
   * @return a new context
   */
  public TestContext with(TrainingData present) {
    return new TestContext(folder, seed, backend, present, saved, metrics);
  }

  /**
   * This context with metrics of what is trained; without them nothing is measured.
   *
   * @param present the metrics
   * @return a new context
   */
  public TestContext with(MetricSet present) {
    return new TestContext(folder, seed, backend, data, saved, present);
  }

  /**
   * This context with a saved network.
   *
   * @param present what is found in every folder
   * @return a new context
   */
  public TestContext with(SavedNetwork present) {
    return with(new SavedModel(present, Optional.empty()));
  }

  /**
   * This context with a saved network of which it is known what it was taught.
   *
   * @param present what is found in every folder
   * @return a new context
   */
  public TestContext with(SavedModel present) {
    return new TestContext(folder, seed, backend, data, present, metrics);
  }

  @Override
  public Path resolve(Path path) {
    return folder.resolve(path);
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public ComputeBackend backend() {
    return present(backend, "backend");
  }

  @Override
  public TrainingData data() {
    return present(data, "data");
  }

  @Override
  public MetricSet metrics() {
    return metrics;
  }

  @Override
  public TrainingListener listener() {
    return TrainingListener.NONE;
  }

  @Override
  public SavedModel load(Path network) {
    return present(saved, "saved network, not even in " + network);
  }

  private static <T> T present(T value, String what) {
    if (value == null) {
      throw new IllegalStateException("This test context has no " + what);
    }
    return value;
  }
}
