/**
 * Images as inputs: how a decoded image becomes the pixels that a model reads. Data sets and saved
 * students share it, so that an image is the same input to both.
 *
 * <p>Formats are those of {@code javax.imageio}. Who uses {@link io.retort.core.image.ImageInput}
 * requires the module {@code java.desktop}; nothing else here does.
 */
package io.retort.core.image;
