package io.retort.runtime.configuration;

/**
 * A part of a bound value.
 *
 * @param key its path, such as {@code student.training}
 * @param value a record, such as a plugin's configuration, or a network
 */
public record BoundPart(String key, Object value) {}
