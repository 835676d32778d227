/**
 * Experiments and their runs.
 *
 * <p>{@link io.retort.runtime.experiment.Retort} is where a program starts: it finds the plugins,
 * reads or builds an experiment, and runs it to a {@link
 * io.retort.runtime.experiment.result.RunResult}. Each run has an injector of its own; a program
 * may add Guice modules, which override the bindings of {@code assembly.RunModule}.
 *
 * <p>From here down: {@code training} carries out the arms and seeds, {@code advice} says what is
 * likely a mistake, {@code assembly} puts the parts of a run together, {@code recording} keeps what
 * it makes, {@code evaluation} measures and compares, {@code data} draws the samples, and {@code
 * settings} is what an experiment file says.
 */
package io.retort.runtime.experiment;
