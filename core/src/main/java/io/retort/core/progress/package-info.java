/**
 * How a training reports its progress.
 *
 * <p>A {@link io.retort.core.progress.TrainingListener} hears of every epoch ({@link
 * io.retort.core.progress.EpochReport}, with the {@link io.retort.core.progress.Metrics} of the
 * validation samples), of warnings and of whatever takes long.
 */
package io.retort.core.progress;
