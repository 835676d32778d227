/**
 * Configurations: YAML, or a program's data, bound to records.
 *
 * <p>The pieces: a {@link io.retort.runtime.configuration.ConfigurationDocument} is read from a
 * file, a text or a map, and changed by overrides. A {@link
 * io.retort.runtime.configuration.ConfigurationBinder} binds it to a record and reports all that is
 * wrong at once, as a {@link io.retort.runtime.configuration.ConfigurationException} whose {@link
 * io.retort.runtime.configuration.ConfigurationProblem}s know their {@link
 * io.retort.runtime.configuration.SourceLocation}. The {@link
 * io.retort.runtime.configuration.BoundValue} result also holds the resolved configuration, which
 * can be written and bound again.
 *
 * <p>What can be bound:
 *
 * <ul>
 *   <li>{@code int}, {@code long}, {@code double} within their {@code @Range}; {@code boolean};
 *       {@code String}; {@code Path}, relative to the configuration; enums ({@code LEAKY_RELU} is
 *       {@code leaky-relu});
 *   <li>a type with {@code static T parse(String)} that {@code toString} undoes;
 *   <li>records: mappings with kebab-case keys. A constructor's {@link
 *       java.lang.IllegalArgumentException} is a problem at the mapping's place;
 *   <li>sealed interfaces of records: mappings whose {@code kind} is the record's simple name in
 *       kebab case. A word alone is short for a mapping with that kind only;
 *   <li>what a plugin makes ({@code Loss}, {@code Optimizer}, …): a mapping whose {@code kind} is
 *       the plugin's name, or that word alone. The plugin is created at once. {@link
 *       io.retort.runtime.plugin.Plugin Plugin&lt;T&gt;} leaves the creation to the owner;
 *   <li>{@code Optional}, {@code List} and {@code Map<String, …>} of these;
 *   <li>{@link io.retort.core.network.NetworkDescription}: a list of layers, each with an optional
 *       {@code name} and {@code from}, or a mapping of {@code nodes} and {@code outputs};
 *   <li>{@link io.retort.runtime.configuration.WrittenValue}: anything, for another configuration;
 *       {@link io.retort.runtime.configuration.Alternatives}: a list of such, or a range of
 *       numbers.
 * </ul>
 *
 * <p>A mapping without {@code kind} takes the kind of the key's default, so that {@code optimizer:
 * {learning-rate: 0.1}} changes the default optimizer. To add a type with a written form of its
 * own, implement {@code ValueType} and name it in {@code ValueTypes}.
 */
package io.retort.runtime.configuration;
