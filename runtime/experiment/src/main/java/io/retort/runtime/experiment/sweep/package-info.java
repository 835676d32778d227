/**
 * Sweeps: which values of an experiment's keys are best, judged by validation samples alone.
 *
 * <p>The pieces: {@link io.retort.runtime.experiment.sweep.Sweep} is what a sweep file says, {@link
 * io.retort.runtime.experiment.sweep.Search} how the candidates are compared, {@link
 * io.retort.runtime.experiment.sweep.SweepRun} carries it out, and {@link
 * io.retort.runtime.experiment.sweep.SweepResult} is what it has found.
 */
package io.retort.runtime.experiment.sweep;
