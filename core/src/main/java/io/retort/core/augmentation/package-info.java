/**
 * Augmentation: training samples that are changed a little at random, in a fixed number of views.
 *
 * <p>The pieces: an {@link io.retort.core.augmentation.Augmentation} is prepared for the inputs of
 * some data and gives an {@link io.retort.core.augmentation.InputChange}, which changes one input;
 * {@link io.retort.core.augmentation.AugmentationSettings} name some of them and the number of
 * views; {@link io.retort.core.augmentation.AugmentedSamples} are the samples of all views. Each
 * view of a sample is a sample of its own there, with an index of its own, so that a teacher is
 * asked about the very inputs that the student learns from, and its outputs are kept like any
 * others.
 *
 * <p>To create your own: implement {@code Augmentation}, draw everything from the generator that is
 * given, refuse inputs that it makes no sense for, write the provider (see {@code
 * io.retort.core.plugin}) and prove it with the testkit's augmentation contract.
 */
package io.retort.core.augmentation;
