/**
 * The optimizers, learning-rate schedules and combinations of gradients that ship with Retort.
 *
 * <p>Each is a record of its settings that is itself the optimizer or schedule, so that Java code
 * needs no more than {@code new Sgd(0.1, 0.9, true)}, and a provider of the name by which a
 * configuration asks for it.
 *
 * <p>First-order optimizers: {@code sgd}, {@code adagrad}, {@code rmsprop}, {@code adam}, {@code
 * adamw}, {@code nadam}, {@code amsgrad}, {@code lion}. In their formulas, <i>p</i> is a parameter,
 * <i>g</i> its gradient, <i>t</i> the number of the step from 1, and <i>lr</i> the learning rate
 * times the schedule's factor times the rate of the parameter group. All memories start at 0. They
 * follow PyTorch where authors differ, so that a learning rate found there can be used here. L1 and
 * L2 penalties and clipping belong to the training, not to the optimizer. Whether descent is batch,
 * stochastic or in mini-batches is the training's {@code batch}.
 *
 * <p>Optimizers that search along a line: {@code conjugate-gradient}, {@code lbfgs}. They evaluate
 * a batch several times in a step and take no learning rate; they are for a {@code batch} that is
 * the whole training set, or a large part of it.
 *
 * <p>Schedules: {@code constant}, {@code step}, {@code cosine}, {@code linear}, {@code warm-up}.
 * They give a factor of the configured number, at step <i>s</i> from 0 of <i>S</i> steps. {@code
 * cosine} and {@code linear} would arrive at their final factor at step <i>S</i>, the one after the
 * last, so that no step is lost to a rate of 0.
 *
 * <p>Combinations of gradients, for networks with several outputs: {@code sum}, {@code
 * uncertainty}, {@code gradnorm}, {@code pcgrad}, {@code mgda}, {@code cagrad}. All terms that look
 * at one output node are one objective. {@code sum} and {@code uncertainty} look at the objectives'
 * values and cost one backward pass; the others compare the gradients of the parameters that
 * objectives share, and cost one backward pass for each objective. The weights that they find also
 * scale the gradients of parameters that belong to one objective alone.
 */
package io.retort.optimizers;
