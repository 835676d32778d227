/**
 * What a run leaves behind: its folder, {@code run.json}, {@code result.json}, the saved student
 * and its exports.
 */
package io.retort.runtime.experiment.recording;
