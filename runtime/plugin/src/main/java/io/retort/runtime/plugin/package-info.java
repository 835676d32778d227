/**
 * Discovery of plugins.
 *
 * <p>The pieces: a {@link io.retort.runtime.plugin.PluginCatalog} looks through {@link
 * io.retort.runtime.plugin.PluginSource}s for the providers of every {@link
 * io.retort.runtime.plugin.PluginKind}. What it finds are {@link
 * io.retort.runtime.plugin.PluginEntry}s with their {@link io.retort.runtime.plugin.PluginOrigin};
 * what it cannot use are {@link io.retort.runtime.plugin.PluginProblem}s, which hide nothing else
 * and are thrown only when that plugin is asked for. Guice modules that plugins bring are {@link
 * io.retort.runtime.plugin.Extension}s, which every run installs. A {@link
 * io.retort.runtime.plugin.Plugin} is an entry together with its bound configuration.
 *
 * <p>Plugin folders ({@link io.retort.runtime.plugin.PluginSearch}): each jar and each sub-folder
 * is a {@code PluginBundle}. {@code PluginLock} compares hashes and has {@code JarCopies} loaded of
 * what it has compared, {@code JarReader} and {@code JarCheck} look at the jars without loading a
 * class, {@code LoadedBundle} makes a layer ({@code BundleLayer}) or a class loader of them, and
 * from there on it is a {@code PluginSource} like any other. {@code HostApi} is all that plugins
 * see of the program.
 *
 * <p>How to write a plugin is told in {@code io.retort.core.plugin}. To add a kind of plugin: add
 * its constant to {@code PluginKind} and its provider to the {@code uses} of this module.
 */
package io.retort.runtime.plugin;
