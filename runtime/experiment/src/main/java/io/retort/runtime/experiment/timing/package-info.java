/** Parts of a training that measure themselves: the same interfaces around the same objects. */
package io.retort.runtime.experiment.timing;
