package io.retort.core.importer;

import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Importer}.
 *
 * @param <C> its configuration
 */
public interface ImporterProvider<C extends Record>
    extends Provider<Importer, C, ImporterContext> {}
