/**
 * Experiments and their runs.
 *
 * <p>{@link io.retort.runtime.experiment.Retort} is where a program starts: it finds the plugins,
 * reads or builds an experiment, and runs it to a {@link io.retort.runtime.experiment.RunResult}.
 * Each run has an injector of its own; a program may add Guice modules, which override the bindings
 * of {@link io.retort.runtime.experiment.RunModule}.
 */
package io.retort.runtime.experiment;
