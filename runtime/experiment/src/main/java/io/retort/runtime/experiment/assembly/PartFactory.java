package io.retort.runtime.experiment.assembly;

import io.retort.core.Seeds;
import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.augmentation.AugmentedSamples;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.training.TeacherOutputs;
import io.retort.runtime.experiment.context.PluginContext;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.experiment.settings.StartSettings;
import io.retort.runtime.experiment.settings.TeacherOutputSettings;
import io.retort.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the parts that configurations name. A part is made of a method's arguments alone, and once
 * of the same ones, whichever experiment asks for it.
 */
public final class PartFactory {
  private final Place place;
  private final boolean untrained;
  private final PartCache cache;

  /** What all parts depend on: where relative paths start, and what their seeds are drawn from. */
  private record Place(Path base, long seed) {}

  /**
   * A factory.
   *
   * @param base the folder that relative paths start from
   * @param seed the seeds of parts follow from it: they are the same whatever seeds students have
   * @param untrained whether teachers are only timed
   * @param cache keeps the parts, and closes them
   */
  public PartFactory(Path base, long seed, boolean untrained, PartCache cache) {
    this.place = new Place(base, seed);
    this.untrained = untrained;
    this.cache = cache;
  }

  private PluginContext context(String purpose, TrainingListener listener) {
    return new PluginContext(place.base(), Seeds.derive(place.seed(), purpose), listener);
  }

  /**
   * A data set.
   *
   * @param listener is told of long work; has no say in what it becomes
   */
  public Dataset dataset(Plugin<Dataset> plugin, TrainingListener listener) {
    return cache.get(
        PartFingerprint.of(Dataset.class).with(place).with(plugin),
        () -> plugin.create(context("data", listener)));
  }

  /** A data set with its test samples set apart, prepared for a teacher. */
  public PreparedData prepared(
      Dataset dataset, SplitSettings.HeldOut heldOut, boolean scaleTargets) {
    return cache.get(
        PartFingerprint.of(PreparedData.class).withPart(dataset).with(heldOut).with(scaleTargets),
        () -> PreparedData.of(dataset, heldOut, scaleTargets));
  }

  /**
   * A backend.
   *
   * @param listener is told of long work; has no say in what it becomes
   */
  public ComputeBackend backend(Plugin<ComputeBackend> plugin, TrainingListener listener) {
    return cache.get(
        PartFingerprint.of(ComputeBackend.class).with(place).with(plugin),
        () -> plugin.create(context("backend", listener)));
  }

  /**
   * A teacher, trained if it should be.
   *
   * @param metrics what is measured of it, and by what its best epoch is found
   * @param listener is told of its training; has no say in what it becomes
   * @param checkpoints where its training goes on from; has no say in what it becomes, either
   */
  public Teacher teacher(
      Plugin<Teacher> plugin,
      ComputeBackend backend,
      PreparedData data,
      MetricSet metrics,
      TrainingListener listener,
      CheckpointStore checkpoints) {
    return cache.get(
        PartFingerprint.of(Teacher.class)
            .with(place)
            .with(untrained)
            .with(plugin)
            .withPart(backend)
            .withPart(data)
            .with(metrics),
        () -> plugin.create(forTeacher(backend, data, metrics, listener, checkpoints)));
  }

  /** What the teacher will be able to say, if that is known before it is made. */
  Optional<List<TeacherOutput>> preview(
      Plugin<Teacher> plugin,
      ComputeBackend backend,
      PreparedData data,
      MetricSet metrics,
      TrainingListener listener) {
    @SuppressWarnings("unchecked") // the catalog has checked that the record is the provider's
    TeacherProvider<Record> provider = (TeacherProvider<Record>) plugin.entry().provider();
    return provider.preview(
        plugin.configuration(), forTeacher(backend, data, metrics, listener, CheckpointStore.NONE));
  }

  private TeacherContext forTeacher(
      ComputeBackend backend,
      PreparedData data,
      MetricSet metrics,
      TrainingListener listener,
      CheckpointStore checkpoints) {
    return new RunTeacherContext(
        context("teacher", listener), backend, data.teacher(), metrics, checkpoints, untrained);
  }

  /** All views of the samples that teachers and students are trained with. */
  AugmentedSamples views(PreparedData data, AugmentationSettings settings) {
    return cache.get(
        PartFingerprint.of(AugmentedSamples.class).withPart(data).with(settings),
        () -> settings.origin(data.teacher()));
  }

  /**
   * What a teacher says of the samples that the students of a seed learn from.
   *
   * @param augmentation how the students see them
   */
  TeacherOutputs cachedOutputs(
      Teacher teacher,
      DataSplit split,
      Optional<AugmentationSettings> augmentation,
      OutputStore store,
      TeacherOutputSettings settings,
      long seed) {
    PartFingerprint raw =
        PartFingerprint.of(TeacherOutputs.class)
            .withPart(teacher)
            .withPart(split.prepared())
            .with(split.settings())
            .with(settings)
            .with(seed);
    return cache.get(
        augmentation.map(raw::with).orElse(raw),
        () -> cachedOutputs(teacher, split, augmentation, store, List.of(seed)));
  }

  /** What a teacher says of the samples that the students of all seeds learn from; not kept. */
  TeacherOutputs cachedOutputs(
      Teacher teacher,
      DataSplit split,
      Optional<AugmentationSettings> augmentation,
      OutputStore store,
      List<Long> seeds) {
    Samples seen = split.seen(seeds);
    if (augmentation.isPresent()) {
      seen = views(split.prepared(), augmentation.get()).part(seen);
      teacher.require(seen);
    }
    return new TeacherOutputs(teacher, seen, split.teacher().inputShape(), store);
  }

  /** A hash of the inputs of samples. */
  String hash(Samples samples, Shape inputShape) {
    return cache.get(
        PartFingerprint.of(SampleHashes.class).withPart(samples),
        () -> Long.toHexString(SampleHashes.ofInputs(samples, inputShape)));
  }

  /** Where parts write to the disk. */
  Path folder() {
    return cache.folder();
  }

  /** A strategy, made anew each time. */
  Strategy strategy(Plugin<Strategy> plugin, TrainingListener listener) {
    return plugin.create(context("strategy", listener));
  }

  /** The arrays that a student starts from; what is not among them is drawn. */
  Weights start(Optional<StartSettings> start, NetworkPlan student) {
    return start
        .map(from -> from.weights(student, context("start", TrainingListener.NONE)))
        .orElseGet(() -> new Weights(Map.of()));
  }
}
