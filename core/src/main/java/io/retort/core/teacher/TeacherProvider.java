package io.retort.core.teacher;

import io.retort.core.plugin.Provider;

/**
 * Makes a kind of {@link Teacher}.
 *
 * @param <C> its configuration
 */
public interface TeacherProvider<C extends Record> extends Provider<Teacher, C> {}
