package io.retort.core.optimizer;

import io.retort.core.tensor.Vector;

/**
 * A range of parameters that an optimizer treats alike.
 *
 * @param values the parameters, which the optimizer changes
 * @param gradients their gradients, which {@link Objective#evaluate} fills and the optimizer may
 *     use as scratch
 * @param rate multiplies the learning rate; 1 unless layers have rates of their own
 * @param decay whether weight decay applies: true for weights, false for biases and scales
 */
public record ParameterGroup(Vector values, Vector gradients, double rate, boolean decay) {}
