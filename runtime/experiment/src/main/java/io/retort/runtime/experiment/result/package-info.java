/** What a run has found: figures of each model, comparisons with their verdicts. */
package io.retort.runtime.experiment.result;
