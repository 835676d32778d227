/**
 * Teachers: {@code network} trains a network on all labels at the start of the run; {@code saved}
 * loads one that an earlier run has saved.
 */
package io.retort.teachers;
