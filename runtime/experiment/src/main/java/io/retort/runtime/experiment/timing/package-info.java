/** Times training steps by wrapping the parts that take part in them. */
package io.retort.runtime.experiment.timing;
