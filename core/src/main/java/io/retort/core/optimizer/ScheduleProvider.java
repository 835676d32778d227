package io.retort.core.optimizer;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Schedule}.
 *
 * @param <C> its configuration
 */
public interface ScheduleProvider<C extends Record> extends Provider<Schedule, C, Context> {}
