/** The configuration of the backend {@code onednn}. */
package io.retort.backends.cpu.onednn.configuration;
