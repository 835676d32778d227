/** What makes the records of {@link io.retort.optimizers} plugins with names. */
package io.retort.optimizers.providers;
