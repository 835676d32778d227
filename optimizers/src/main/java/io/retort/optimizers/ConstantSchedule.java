package io.retort.optimizers;

/** The configured number all the time: the factor is 1. */
public record ConstantSchedule() {}
