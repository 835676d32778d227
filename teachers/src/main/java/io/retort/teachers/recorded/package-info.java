/** Outputs that were written down beforehand. */
package io.retort.teachers.recorded;
