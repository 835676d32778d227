/** The folders that runs, sweeps and labellings write, and figures as JSON has them. */
package io.retort.runtime.experiment.output;
