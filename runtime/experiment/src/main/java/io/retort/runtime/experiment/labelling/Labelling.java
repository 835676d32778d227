package io.retort.runtime.experiment.labelling;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.plugin.Plugin;
import java.util.Optional;

/**
 * What a labelling file says.
 *
 * @param backend computes
 * @param data the data set
 * @param split what its labelled samples are used for
 * @param scaleTargets whether values to predict are standardized
 * @param teacher the teacher
 * @param samples which samples it labels
 * @param threshold the confidence below which a sample is left out
 * @param batch samples that the teacher evaluates at once
 * @param output the file to write
 */
public record Labelling(
    @Doc("What computes.") @DefaultPlugins Plugin<ComputeBackend> backend,
    @Doc("The data set.") Plugin<Dataset> data,
    @Doc("What samples with labels are used for, as in the experiment of the teacher.")
        @Default("{}")
        SplitSettings split,
    @Doc(Experiment.SCALE_TARGETS) @Default("true") boolean scaleTargets,
    @Doc("The teacher.") Plugin<Teacher> teacher,
    @Doc(
            "Which samples are labelled: unlabelled (those of the data set without labels), train"
                + " or test. The last two keep their true labels beside the teacher's outputs.")
        @Default("unlabelled")
        Part samples,
    @Doc(
            "The confidence below which a sample is left out: the highest probability of a class,"
                + " or how sure the least sure of several labels is. By default none is left out.")
        @Range(min = 0, max = 1)
        Optional<Double> threshold,
    @Doc("Samples that the teacher evaluates at once.") @Default("256") @Range(min = 1) int batch,
    @Doc(
            "The file to write, from the working folder; compressed where it ends in .gz. Said in a"
                + " file, it lies below that file's folder or below runs.")
        Destination output) {

  public Labelling {
    if (output.path().getFileName() == null) {
      throw new IllegalArgumentException("The output " + output.path() + " must be a file");
    }
  }

  /** The samples of a data set that a teacher may label. */
  public enum Part {
    /** Those without labels. */
    UNLABELLED,
    /** All that an experiment trains, validates and perhaps tests with, in their order. */
    TRAIN,
    /** Those that an experiment tests with. */
    TEST
  }
}
