/**
 * Losses: how far a student is from its labels or its teacher.
 *
 * <p>The pieces: a {@link io.retort.core.loss.Loss} compares the student's output with a {@link
 * io.retort.core.loss.Target} and gives value and gradient in one pass; a {@link
 * io.retort.core.loss.LossProvider} makes it from a configuration.
 *
 * <p>What one output and one target cannot say is a {@link io.retort.core.loss.Criterion}: several
 * outputs at once, relations between the samples of a batch, parameters that are trained with the
 * student, a memory. Every loss is one.
 *
 * <p>A loss may also be a {@link io.retort.core.tensor.LossProgram}, by which accelerators evaluate
 * it without a copy to the host; {@code formula} gives it with the numbers of the loss's settings.
 * The program then defines the loss, and {@code evaluate} may compute in 32 bits.
 *
 * <p>To create your own: implement {@code evaluate} as one loop over the rows, in double precision,
 * with the mean over the batch; name the targets that it accepts; write the provider (see {@code
 * io.retort.core.plugin}) and prove it with the testkit's loss contract, or its criterion contract.
 */
package io.retort.core.loss;
