/** The {@code onednn} backend. */
package io.retort.backends.cpu.onednn;
