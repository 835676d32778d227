/**
 * How a training reports its progress.
 *
 * <p>A {@link io.retort.core.progress.TrainingListener} hears of every epoch ({@link
 * io.retort.core.progress.EpochReport}, with the {@link io.retort.core.progress.Metrics} of the
 * validation samples), of steps in between, of warnings, and of whatever else takes long, such as
 * reading a table ({@link io.retort.core.progress.Phase}).
 */
package io.retort.core.progress;
