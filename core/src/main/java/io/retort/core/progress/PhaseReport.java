package io.retort.core.progress;

/**
 * How far something has come that takes long and is no training, such as reading a table.
 *
 * @param name what is done, for people: "Reading adult.csv"
 * @param done how much of it is done, in whatever is counted: rows, samples, students
 * @param total how much there is to do; 0 if that is not known
 * @param over whether it has ended, whether or not all was done
 */
public record PhaseReport(String name, long done, long total, boolean over) {}
