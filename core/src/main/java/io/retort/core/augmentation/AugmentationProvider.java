package io.retort.core.augmentation;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Augmentation}.
 *
 * @param <C> its configuration
 */
public interface AugmentationProvider<C extends Record>
    extends Provider<Augmentation, C, Context> {}
