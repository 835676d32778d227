package io.retort.spark;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.plugin.Plugin;
import java.util.Optional;

/**
 * What the file of a labelling on Spark says: the keys of a labelling file, but for {@code
 * samples}, and what is read and written by Spark.
 *
 * @param backend computes
 * @param data the data set whose preparation the teacher knows
 * @param split what its labelled samples are used for
 * @param scaleTargets whether values to predict are standardized
 * @param teacher the teacher
 * @param threshold the confidence below which a row is left out
 * @param batch rows that the teacher evaluates at once
 * @param top how many classes are kept
 * @param prefix what the names of the added columns begin with
 * @param input the rows
 * @param output the folder to write
 */
public record LabelJob(
    @Doc("What computes, on each executor.") @DefaultPlugins Plugin<ComputeBackend> backend,
    @Doc(
            "The data set that says how rows are prepared and what the heads are: the table that"
                + " the teacher was trained with. Only the driver reads it.")
        Plugin<Dataset> data,
    @Doc("What its samples with labels are used for, as in the experiment of the teacher.")
        @Default("{}")
        SplitSettings split,
    @Doc(Experiment.SCALE_TARGETS) @Default("true") boolean scaleTargets,
    @Doc(
            "The teacher, trained already. Files and folders that it names are shipped to the"
                + " executors.")
        Plugin<Teacher> teacher,
    @Doc(
            "The confidence below which a row is left out: the highest probability of a class, or"
                + " how sure the least sure of several labels is. By default none is left out.")
        @Range(min = 0, max = 1)
        Optional<Double> threshold,
    @Doc("Rows that the teacher evaluates at once.") @Default("256") @Range(min = 1) int batch,
    @Doc(
            "How many of the most likely classes are kept, with their probabilities; by default the"
                + " teacher's outputs for all of them.")
        @Range(min = 1)
        Optional<Integer> top,
    @Doc("What the names of the added columns begin with.") @Default("teacher_") String prefix,
    @Doc("Parquet files, or a folder of such, as Spark names them.") String input,
    @Doc("The folder to write, as Spark names it. A part for each file of the input is in it.")
        String output) {}
