/** Measures trained models on samples, and compares the students with and without a teacher. */
package io.retort.runtime.experiment.evaluation;
