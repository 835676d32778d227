/** Predictions by a saved student, for programs that serve it: see {@code Student}. */
package io.retort.serving;
