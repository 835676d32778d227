package io.retort.strategies;

/**
 * True labels only: as a phase of a {@link SequenceSettings sequence}, fine-tuning of what a
 * teacher has taught; on its own, the training that a student alone has.
 */
public record LabelsSettings() {}
