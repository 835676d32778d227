package io.retort.core.plugin;

import io.retort.core.Warning;
import java.util.List;
import java.util.Optional;

/**
 * A named kind of plugin: found by {@link java.util.ServiceLoader}, configured by a record.
 *
 * <p>Do not implement this interface directly; implement the one of the kind that you add, such as
 * {@link io.retort.core.loss.LossProvider}. A provider has a public constructor without arguments,
 * holds no state and does no work before {@link #create}.
 *
 * @param <T> what the plugin makes
 * @param <C> its configuration: a record whose components are the configuration's keys (see {@link
 *     Doc})
 * @param <X> what it is offered
 */
public interface Provider<T, C extends Record, X extends Context> {

  /**
   * The name that a configuration says after {@code kind:}.
   *
   * @return a name of the form {@code [a-z][a-z0-9-]*}, unique among the providers of one kind in
   *     its plugin folder or jar; the name of that folder or jar can be written before it, as in
   *     {@code acme:temperature}
   */
  String name();

  /**
   * The configuration's type.
   *
   * @return a record class; a record without components where there is nothing to configure
   */
  Class<C> configuration();

  /**
   * Makes the plugin.
   *
   * @param configuration the bound and validated configuration
   * @param context what the run offers to plugins of the kind
   * @return a new object, never {@code null}
   * @throws io.retort.core.RetortException if this configuration cannot work, with the fix
   */
  T create(C configuration, X context);

  /**
   * What in a configuration is allowed but likely a mistake, beyond the numbers that a {@link
   * Caution} tells of: keys that do not go well together.
   *
   * @param configuration the bound and validated configuration
   * @return warnings, whose place is a key of the configuration such as {@code soft-weight}, or
   *     empty text for the plugin as a whole
   */
  default List<Warning> advise(C configuration) {
    return List.of();
  }

  /**
   * Whether keys of experiments that may name any plugin of this kind mean this one where nothing
   * is given (see {@link DefaultPlugins}), such as the compute backend, the optimizer, and the
   * formats in which a student is saved. A key with a list means all such plugins, another key the
   * only one. It counts only for plugins of Retort's own, so that a plugin folder changes no
   * experiment that does not name it.
   *
   * @return whether the plugin is taken by default
   */
  default boolean isDefault() {
    return false;
  }

  /**
   * Why this plugin cannot work on this machine, if it cannot: a missing driver or processor
   * feature.
   *
   * @return one sentence, or empty if the plugin is available
   */
  default Optional<String> unavailable() {
    return Optional.empty();
  }
}
