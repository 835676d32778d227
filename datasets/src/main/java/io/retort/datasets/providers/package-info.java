/** What makes the records of {@link io.retort.datasets} plugins with names. */
package io.retort.datasets.providers;
