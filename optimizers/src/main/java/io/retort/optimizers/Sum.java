package io.retort.optimizers;

/** The plain sum of the objectives' gradients: each counts as the weights of its terms say. */
public record Sum() {}
