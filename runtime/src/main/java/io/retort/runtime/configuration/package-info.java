/** Binding of configurations to records. */
package io.retort.runtime.configuration;
