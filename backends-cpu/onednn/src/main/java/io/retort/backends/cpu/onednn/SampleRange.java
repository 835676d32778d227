package io.retort.backends.cpu.onednn;

/**
 * Consecutive samples of a batch.
 *
 * @param first the number of samples before them
 * @param count how many
 */
record SampleRange(int first, int count) {}
