/**
 * Labelling: a teacher runs on samples, and its outputs are written with their inputs to a file
 * that is itself a data set.
 *
 * <p>The pieces: {@link io.retort.runtime.experiment.labelling.Labelling} is what a labelling file
 * says, {@link io.retort.runtime.experiment.labelling.LabellingRun} carries it out, and {@link
 * io.retort.runtime.experiment.labelling.LabellingResult} counts what was written.
 */
package io.retort.runtime.experiment.labelling;
