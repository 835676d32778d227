package io.retort.core.data;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Dataset}.
 *
 * @param <C> its configuration
 */
public interface DatasetProvider<C extends Record> extends Provider<Dataset, C, Context> {}
