/** Makes the augmentations. */
package io.retort.datasets.augmentation.providers;
