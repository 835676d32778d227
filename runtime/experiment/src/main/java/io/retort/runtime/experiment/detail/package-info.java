/** What is kept of a test beside its figures: counts, single samples, contributions of samples. */
package io.retort.runtime.experiment.detail;
