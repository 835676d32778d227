/** The parts of a run, and how they are put together with what plugins and programs bind. */
package io.retort.runtime.experiment.assembly;
