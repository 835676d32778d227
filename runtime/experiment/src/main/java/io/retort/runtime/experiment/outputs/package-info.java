/** Files in which the outputs of teachers are kept, for this run or for all that come after it. */
package io.retort.runtime.experiment.outputs;
