package io.retort.runtime.experiment.assembly;

import io.retort.core.network.Weights;

/**
 * What the student starts from, with and without a teacher.
 *
 * @param weights the arrays that come from another network; what is not among them is drawn
 */
public record StartWeights(Weights weights) {}
