package io.retort.core.optimizer;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Optimizer}.
 *
 * @param <C> its configuration
 */
public interface OptimizerProvider<C extends Record> extends Provider<Optimizer, C, Context> {}
