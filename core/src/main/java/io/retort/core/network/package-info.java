/**
 * Networks as data: a {@link io.retort.core.network.NetworkDescription} is a graph of named {@link
 * io.retort.core.network.Layer}s, a {@link io.retort.core.network.NetworkPlan} adds the shapes, and
 * {@link io.retort.core.network.Weights} are the values. Backends compile plans; any node can be
 * tapped. Layers are a closed set: a new layer is a change of this package and of every backend.
 */
package io.retort.core.network;
