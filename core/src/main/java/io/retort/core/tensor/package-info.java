/**
 * Values in native memory: a {@link io.retort.core.tensor.Tensor} is a small or large block on the
 * host (a batch, logits, a feature map); a {@link io.retort.core.tensor.Vector} is a long vector
 * that stays where its backend computes (parameters, gradients, an optimizer's state).
 */
package io.retort.core.tensor;
