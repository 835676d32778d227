package io.retort.runtime.configuration;

/** A type whose values say by {@code kind} what they are. */
interface KindedType extends ValueType {}
