/**
 * Data sets.
 *
 * <p>The pieces: a {@link io.retort.core.data.Dataset} has an input shape, {@link
 * io.retort.core.data.Head}s with a {@link io.retort.core.data.Task} each, and {@link
 * io.retort.core.data.Samples} that are known by their index. {@link
 * io.retort.core.data.InMemorySamples} serves where all fits in memory. A {@link
 * io.retort.core.data.SampleStream} reads inputs without labels, which a teacher may label. Samples
 * that tell of each other, such as those of one patient, have a {@link
 * io.retort.core.data.SplitKey}, by which a run keeps them on one side of a split; {@link
 * io.retort.core.data.SampleWeights} say how much each counts in losses.
 *
 * <p>To create your own: read the data in {@code DatasetProvider.create}, refuse what is wrong with
 * a sentence that names file, row and fix, and return a data set whose samples never change.
 */
package io.retort.core.data;
