package io.retort.core.gradient;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link GradientCombination}.
 *
 * @param <C> its configuration
 */
public interface GradientCombinationProvider<C extends Record>
    extends Provider<GradientCombination, C, Context> {}
