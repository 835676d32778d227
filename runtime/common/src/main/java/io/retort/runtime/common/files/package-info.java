/**
 * How files are written so that a crash leaves the old one or the new one, and how their paths are
 * understood.
 */
package io.retort.runtime.common.files;
