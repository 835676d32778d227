/** Comparisons of runs by what their folders hold. */
package io.retort.runtime.experiment.comparison;
