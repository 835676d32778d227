/**
 * Importers: networks from the file formats of other frameworks, to start a training from.
 *
 * <p>To create your own: translate the file's layers to those of {@link
 * io.retort.core.network.Layer} and its arrays to the canonical layout of {@link
 * io.retort.core.network.NetworkPlan}; refuse what has no counterpart, by name. {@link
 * io.retort.core.importer.NodeNames} makes valid names of the file's. A softmax at an output has no
 * counterpart and needs none: outputs of networks are logits.
 */
package io.retort.core.importer;
