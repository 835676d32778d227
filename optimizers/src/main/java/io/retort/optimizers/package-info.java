/** The optimizers and learning-rate schedules that ship with Retort. */
package io.retort.optimizers;
