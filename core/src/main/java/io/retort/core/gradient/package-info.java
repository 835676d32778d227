/**
 * Several objectives, one vector of shared parameters: how their gradients are combined.
 *
 * <p>To create your own: return a weight for each objective from their values and from the inner
 * products of their gradients. Every method that moves along a linear combination of the gradients
 * can be written so, projections included: subtracting the projection of one gradient on another is
 * subtracting a multiple of it. What a session remembers from step to step belongs in its {@code
 * state}, from which an interrupted training goes on.
 */
package io.retort.core.gradient;
