/** Ways to change images at random, {@code [channels, height, width]}, for training. */
package io.retort.datasets.augmentation;
