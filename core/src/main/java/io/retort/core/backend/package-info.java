/**
 * Compute backends: what runs and trains networks.
 *
 * <p>The pieces: a {@link io.retort.core.backend.ComputeBackend} compiles a {@link
 * io.retort.core.network.NetworkPlan} into a {@link io.retort.core.backend.Network}, which runs
 * forward to {@link io.retort.core.backend.Activations} and backward from gradients at the taps.
 *
 * <p>To create your own: compile every {@link io.retort.core.network.Layer}, or say in {@code
 * unsupported} which you cannot; keep parameters and gradients as one vector each in the layout of
 * the plan; if it computes outside of the host's memory, compile losses into {@link
 * io.retort.core.backend.LossKernel}s and gather inputs there; prove it with the testkit's backend
 * contract, which checks every layer against central differences.
 */
package io.retort.core.backend;
