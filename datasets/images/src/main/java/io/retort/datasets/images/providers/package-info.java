/** By which names configurations ask for the data sets. */
package io.retort.datasets.images.providers;
