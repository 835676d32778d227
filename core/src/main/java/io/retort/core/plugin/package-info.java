/**
 * What makes a class a plugin.
 *
 * <p>The pieces: a {@link io.retort.core.plugin.Provider} has a name, a configuration record and
 * makes the plugin; {@link io.retort.core.plugin.Context} is what the run offers to it; {@link
 * io.retort.core.plugin.Doc}, {@link io.retort.core.plugin.Default} and {@link
 * io.retort.core.plugin.Range} on the record's components say what each key means, its default and
 * its range. A {@link io.retort.core.plugin.SharedLibrary} is what a part of the program shares
 * with plugins of plugin folders.
 *
 * <p>To create your own:
 *
 * <ol>
 *   <li>choose the kind: loss, optimizer, schedule, strategy, backend, teacher or data set;
 *   <li>write a record with the configuration. A component {@code softWeight} is the key {@code
 *       soft-weight}. Its type may be a number, {@code boolean}, {@code String}, {@code Path}
 *       (relative ones start from the configuration file), an enum, {@code List}, {@code
 *       Map<String, …>}, {@code Optional}, another record, a sealed interface of records (chosen by
 *       {@code kind:}), a type with {@code static T parse(String)}, or a plugin (a {@code Loss},
 *       {@code Optimizer}, {@code Schedule}, chosen by {@code kind:}). With {@code Recipe<Teacher>}
 *       instead of {@code Teacher} the plugin makes the other one itself, with {@link
 *       io.retort.core.plugin.Context#nested a context for it}. The record's constructor may throw
 *       {@link java.lang.IllegalArgumentException}, which is reported with file and line;
 *   <li>implement the kind's provider interface, annotate it with {@code @AutoService} for the
 *       class path, and name it in {@code provides … with} of {@code module-info.java} for the
 *       module path. The record's package is opened to {@code io.retort.runtime.configuration}, or
 *       exported. A plugin that is its own configuration, a record that is a loss, extends {@link
 *       io.retort.core.plugin.RecordProvider}.
 * </ol>
 */
package io.retort.core.plugin;
