/** What is offered to plugins that need neither data nor backend, and the default backend. */
package io.retort.runtime.experiment.context;
