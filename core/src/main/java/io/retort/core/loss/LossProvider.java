package io.retort.core.loss;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Criterion}, most often a {@link Loss}.
 *
 * @param <C> its configuration
 */
public interface LossProvider<C extends Record> extends Provider<Criterion, C, Context> {}
