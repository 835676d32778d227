/** Comparisons of what was exported with the student. */
package io.retort.exporters.check;
