package io.retort.core.backend;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link ComputeBackend}.
 *
 * @param <C> its configuration
 */
public interface BackendProvider<C extends Record> extends Provider<ComputeBackend, C, Context> {}
