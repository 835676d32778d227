/**
 * Losses without calculus: say the loss as an expression over ND4J's SameDiff, and {@link
 * io.retort.backends.cpu.dl4j.samediff.SameDiffLoss} differentiates it.
 *
 * <p>To create your own: inherit {@code SameDiffLoss}, return the loss of each row from {@code
 * rows}, write the provider as for any other loss (see {@code io.retort.core.plugin}) and prove it
 * with the testkit's loss contract, which finds expressions that are not finite for large logits. A
 * plugin that does so requires the module {@code io.retort.backends.cpu.dl4j}; it and ND4J are the
 * program's own, which every plugin folder sees.
 */
package io.retort.backends.cpu.dl4j.samediff;
