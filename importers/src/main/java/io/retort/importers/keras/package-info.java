/**
 * Models of Keras. {@link io.retort.importers.keras.KerasImporter} opens the file, {@code
 * KerasModel} tells its layers and what each reads, {@code ModelTranslation} goes through them,
 * {@code KerasLayerTranslation} translates a layer and its arrays, and {@code KerasNetworkDraft} is
 * the network that grows.
 *
 * <p>Keras has the channels of an image last, Retort first. Where an image is flattened, the values
 * of the vector are therefore in another order, and the arrays of the layers that read it are put
 * into that order.
 */
package io.retort.importers.keras;
