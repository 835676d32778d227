/** Checkpoints of a run under way: files from which it goes on after an interruption. */
package io.retort.runtime.experiment.checkpoint;
