/** Compute backends that run on the processor. */
package io.retort.backends.cpu;
