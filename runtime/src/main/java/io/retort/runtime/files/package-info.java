/** How files are written so that a crash leaves the old one or the new one. */
package io.retort.runtime.files;
