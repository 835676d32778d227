/**
 * Images in files as a data set: a folder for each class, or a list of paths and labels.
 *
 * <p>{@link io.retort.datasets.images.Images} are the settings. Files are listed ({@code
 * ImageListing}), decoded in parallel to bytes of one size ({@code ImageDecoder}), kept in memory
 * or in a file ({@code PixelStore}), and scaled when a batch is gathered.
 */
package io.retort.datasets.images;
