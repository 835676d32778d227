package io.retort.core.export;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Exporter}.
 *
 * @param <C> its configuration
 */
public interface ExporterProvider<C extends Record> extends Provider<Exporter, C, Context> {}
