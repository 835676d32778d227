/**
 * Discovery of plugins.
 *
 * <p>The pieces: a {@link io.retort.runtime.plugin.PluginCatalog} looks through {@link
 * io.retort.runtime.plugin.PluginSource}s for the providers of every {@link
 * io.retort.runtime.plugin.PluginKind}. What it finds are {@link
 * io.retort.runtime.plugin.PluginEntry}s with their {@link io.retort.runtime.plugin.PluginOrigin};
 * what it cannot use are {@link io.retort.runtime.plugin.PluginProblem}s, which hide nothing else
 * and are thrown only when that plugin is asked for. A {@link io.retort.runtime.plugin.Plugin} is
 * an entry together with its bound configuration.
 *
 * <p>How to write a plugin is told in {@code io.retort.core.plugin}. To add a kind of plugin: add
 * its constant to {@code PluginKind} and its provider to the {@code uses} of this module.
 */
package io.retort.runtime.plugin;
