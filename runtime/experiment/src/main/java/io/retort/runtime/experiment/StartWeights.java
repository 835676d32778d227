package io.retort.runtime.experiment;

import io.retort.core.network.Weights;

/**
 * What the student starts from, with and without a teacher.
 *
 * @param weights the arrays that come from another network; what is not among them is drawn
 */
record StartWeights(Weights weights) {}
