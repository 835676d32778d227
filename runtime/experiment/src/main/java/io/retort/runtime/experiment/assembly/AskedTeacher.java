package io.retort.runtime.experiment.assembly;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.serving.model.PluginContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A teacher outside an experiment, with the data that it is asked about. It is the same teacher
 * that an experiment with the same data, split and teacher has.
 */
public final class AskedTeacher implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Dataset dataset;
  private final Optional<DataSplit> parts;
  private final Teacher teacher;

  /**
   * Makes or loads everything.
   *
   * @param backend computes
   * @param data the data set
   * @param split what its samples are used for, where it has samples with labels
   * @param scaleTargets whether values to predict are standardized
   * @param teacher the teacher
   * @param base the folder that relative paths start from
   * @param catalog the plugins, for what is measured of the teacher's own training
   * @param listener is told of the teacher's own training
   */
  public AskedTeacher(
      Plugin<ComputeBackend> backend,
      Plugin<Dataset> data,
      SplitSettings split,
      boolean scaleTargets,
      Plugin<Teacher> teacher,
      Path base,
      PluginCatalog catalog,
      TrainingListener listener) {
    try {
      Dataset given = resources.add(data.create(context(base, split, "data")));
      parts =
          given.labelled()
              ? Optional.of(DataSplit.of(given, split, scaleTargets))
              : Optional.empty();
      dataset = parts.map(DataSplit::data).orElse(given);
      ComputeBackend computing = resources.add(backend.create(context(base, split, "backend")));
      TrainingData known =
          parts
              .map(DataSplit::teacher)
              .orElseGet(
                  () ->
                      new TrainingData(
                          dataset.inputShape(),
                          dataset.heads(),
                          NONE,
                          NONE,
                          dataset.inputColumns()));
      this.teacher =
          resources.add(
              teacher.create(
                  new RunTeacherContext(
                      new PluginContext(base, Seeds.derive(split.seed(), "teacher"), listener),
                      computing,
                      known,
                      RunMetrics.standard(catalog))));
    } catch (RuntimeException | Error failure) {
      try (resources) {
        throw failure;
      }
    }
  }

  private static Context context(Path base, SplitSettings split, String purpose) {
    return new PluginContext(base, Seeds.derive(split.seed(), purpose));
  }

  /**
   * The data set, as it is prepared for the teacher.
   *
   * @return closed with this object
   */
  public Dataset dataset() {
    return dataset;
  }

  /**
   * The test samples that an experiment would have.
   *
   * @return the samples
   * @throws RetortException if the data has no labels
   */
  public Samples test() {
    return parts.orElseThrow(AskedTeacher::noLabels).test();
  }

  /**
   * The teacher.
   *
   * @return closed with this object
   */
  public Teacher teacher() {
    return teacher;
  }

  @Override
  public void close() {
    resources.close();
  }

  private static RetortException noLabels() {
    return new RetortException(
        ErrorKind.DATA,
        "The data has no samples with labels; use a teacher that is trained already, such as one of"
            + " the kind 'saved', or name the labels in the configuration of the data");
  }

  /** The labelled samples of data that has none. */
  private static final Samples NONE =
      new Samples() {
        @Override
        public int size() {
          throw noLabels();
        }

        @Override
        public void inputs(int[] samples, Tensor destination) {
          throw noLabels();
        }

        @Override
        public Target.GroundTruth labels(String head, int[] samples) {
          throw noLabels();
        }
      };
}
