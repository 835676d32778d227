/**
 * Predictions in plain Java, without native code.
 *
 * <p>An {@code Interpreter} has a {@code Step} for each node that the outputs need; a step reads
 * the values of a batch, row-major as in the canonical layout, and writes those of its node. Loops
 * run along memory and add products to several sums at once, which is what Java's compiler turns
 * into vector instructions.
 */
package io.retort.serving.interpreter;
