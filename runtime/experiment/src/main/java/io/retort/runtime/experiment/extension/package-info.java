/**
 * What programs and plugins add to a run: {@link
 * io.retort.runtime.experiment.extension.RunListener} follows it, {@link
 * io.retort.runtime.experiment.extension.RunStore} keeps what it makes.
 */
package io.retort.runtime.experiment.extension;
