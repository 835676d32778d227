/**
 * Optimizers and schedules.
 *
 * <p>The pieces: an {@link io.retort.core.optimizer.Optimizer} is a recipe whose {@link
 * io.retort.core.optimizer.Optimizer.Session} makes the steps of one training; a {@link
 * io.retort.core.optimizer.FirstOrderOptimizer} only gives the names of its state vectors and an
 * element-wise update; a {@link io.retort.core.optimizer.Schedule} gives the factor by which a
 * configured number is multiplied as training goes on.
 *
 * <p>To create your own first-order optimizer: a record of its settings that implements {@code
 * FirstOrderOptimizer}, whose {@code update} is an {@link io.retort.core.tensor.UpdateProgram} of
 * the parameters, the states and the gradients (input 0) with the numbers of the step. One that
 * needs more evaluations implements {@code Optimizer} and calls the {@link
 * io.retort.core.optimizer.Objective} as often as it needs.
 */
package io.retort.core.optimizer;
