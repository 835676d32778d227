/**
 * The root of Retort's core: the one exception type that every module throws for failures that a
 * user can act on, and their kinds. The concepts live in the packages beside this one, one concept
 * each: {@code plugin}, {@code tensor}, {@code network}, {@code backend}, {@code loss}, {@code
 * optimizer}, {@code strategy}, {@code teacher}, {@code data} and {@code training}.
 */
package io.retort.core;
