package io.retort.runtime.experiment.checkpoint;

import io.retort.core.checkpoint.TrainingState;

/**
 * What is kept of a training.
 *
 * @param state what it goes on from
 * @param logged how many of its epochs up to there had been logged
 */
record Checkpoint(TrainingState state, int logged) {}
