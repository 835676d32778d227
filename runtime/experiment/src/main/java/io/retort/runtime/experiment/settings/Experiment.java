package io.retort.runtime.experiment.settings;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.export.Exporter;
import io.retort.core.metric.Metric;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.common.files.FolderName;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.plugin.Plugin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * An experiment as an experiment file describes it: a student is trained with a teacher and, for
 * the same number of steps, without one, over several seeds, and the two are compared.
 *
 * @param name names the run in reports and the default output folder
 * @param backend computes
 * @param data the data set; empty if the program binds one
 * @param split what the samples are used for
 * @param scaleTargets whether values to predict are standardized
 * @param teacher the teacher
 * @param student the student
 * @param strategy how the student learns from the teacher; empty if the program binds one
 * @param teacherOutputs how the teacher's outputs are kept
 * @param seeds one training with and one without the teacher for each
 * @param metrics further metrics, beside those that are always measured
 * @param selectBy what decides between models
 * @param exporters further file formats in which the student is saved
 * @param report whether the run ends with a page about it
 * @param output the folder to write to
 */
public record Experiment(
    @Doc("Names the run in reports and in the default output folder.") String name,
    @Doc("What computes.") @DefaultPlugins Plugin<ComputeBackend> backend,
    @Doc("The data set; it may be left out only where a program binds one.")
        Optional<Plugin<Dataset>> data,
    @Doc("What the samples are used for.") @Default("{}") SplitSettings split,
    @Doc(Experiment.SCALE_TARGETS) @Default("true") boolean scaleTargets,
    @Doc("The teacher; strategies in which students teach each other need none.") @DefaultPlugins
        Plugin<Teacher> teacher,
    @Doc("The student.") StudentSettings student,
    @Doc(
            "How the student learns from the teacher; it may be left out only where a program binds"
                + " a strategy.")
        Optional<Plugin<Strategy>> strategy,
    @Doc("How the teacher's outputs are kept, so that it is evaluated once for each sample.")
        @Default("{}")
        TeacherOutputSettings teacherOutputs,
    @Doc("For each seed the student is trained once with and once without the teacher.")
        @Default("[1, 2, 3, 4, 5]")
        List<Long> seeds,
    @Doc(
            "Further metrics, beside those that are always measured; each of the heads that it is"
                + " for.")
        @Default("[]")
        List<Metric> metrics,
    @Doc(
            "What decides between models: the best epoch, the best student, the best candidate of a"
                + " sweep, and whether distillation helped.")
        @Default("{}")
        SelectBy selectBy,
    @Doc("Further file formats in which the student is saved.") @DefaultPlugins
        List<Plugin<Exporter>> exporters,
    @Doc("Whether the run ends with a page about it, report.html.") @Default("true") boolean report,
    @Doc(
            "The folder to write to, from the working folder; by default runs/NAME/TIME. One that a"
                + " file names lies below the file's folder or below runs.")
        Optional<Destination> output) {

  /** What is said of values to predict, here and in labelling files. */
  public static final String SCALE_TARGETS =
      "Whether models learn values to predict as deviations from the mean of the teacher's training"
          + " samples. Predictions and errors are in the units of the data in either case.";

  public Experiment {
    seeds = List.copyOf(seeds);
    metrics = List.copyOf(metrics);
    exporters = List.copyOf(exporters);
    FolderName.require(name);
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "The seeds " + seeds + " must be at least one number, none of them twice");
    }
  }

  /** The same experiment with another split. */
  public Experiment with(SplitSettings other) {
    return new Experiment(
        name,
        backend,
        data,
        other,
        scaleTargets,
        teacher,
        student,
        strategy,
        teacherOutputs,
        seeds,
        metrics,
        selectBy,
        exporters,
        report,
        output);
  }
}
