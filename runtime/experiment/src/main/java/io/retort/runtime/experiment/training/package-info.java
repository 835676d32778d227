/** Carries out the arms and seeds of a run, after checking that its parts fit together. */
package io.retort.runtime.experiment.training;
