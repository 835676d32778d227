/** Finds plugins, binds configurations and wires runs. */
package io.retort.runtime;
