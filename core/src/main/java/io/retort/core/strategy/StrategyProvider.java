package io.retort.core.strategy;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Strategy}.
 *
 * @param <C> its configuration
 */
public interface StrategyProvider<C extends Record> extends Provider<Strategy, C, Context> {}
