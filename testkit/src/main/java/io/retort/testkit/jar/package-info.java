/**
 * Jars made from source text, for tests of whatever loads plugins.
 *
 * <p>A {@link io.retort.testkit.jar.SourceJar} compiles its sources against Retort's API and other
 * jars, as a module or for the class path, and packs them with the manifest, services files and
 * other entries that the test asks for, right or wrong.
 */
package io.retort.testkit.jar;
