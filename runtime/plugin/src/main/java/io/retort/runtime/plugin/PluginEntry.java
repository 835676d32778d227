package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.runtime.common.text.Fault;
import java.util.List;
import java.util.Optional;

/**
 * A plugin in the catalog.
 *
 * @param kind its SPI
 * @param name its name, unique among its kind and what has the same qualifier
 * @param qualifier tells it from others of that name: {@code retort} for what Retort itself
 *     provides, otherwise the name of the plugin folder or jar without version
 * @param provider its provider
 * @param origin where the provider comes from
 */
public record PluginEntry(
    PluginKind kind,
    String name,
    String qualifier,
    Provider<?, ?, ?> provider,
    PluginOrigin origin) {

  /**
   * The name that no other plugin of the kind has.
   *
   * @return such as {@code acme:temperature}
   */
  public String qualifiedName() {
    return new QualifiedName(Optional.of(qualifier), name).toString();
  }

  /** Whether Retort itself provides it. */
  boolean isBuiltIn() {
    return qualifier.equals(QualifiedName.BUILT_IN);
  }

  /**
   * The record that configures the plugin.
   *
   * @return the record's class
   */
  public Class<? extends Record> configuration() {
    return provider.configuration();
  }

  /**
   * Why the plugin cannot work on this machine.
   *
   * @return one clause or sentence, or empty if the plugin is available
   */
  public Optional<String> unavailable() {
    try {
      return provider.unavailable();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
      return Optional.of("its check for availability failed: " + Fault.of(failure));
    }
  }

  /**
   * What in a configuration is likely a mistake.
   *
   * @param configuration an instance of {@link #configuration()}
   * @return warnings, whose places are keys of the configuration or empty; one of the bug if the
   *     plugin's own look at it fails, as advice decides nothing and may not stop a run
   */
  public List<Warning> advise(Record configuration) {
    try {
      @SuppressWarnings("unchecked") // the catalog has checked that the record is the provider's
      Provider<?, Record, ?> typed = (Provider<?, Record, ?>) provider;
      return List.copyOf(typed.advise(configuration().cast(configuration)));
    } catch (RuntimeException | LinkageError bug) {
      return List.of(
          new Warning(
              "advice-failed", "", this + " of " + origin + " gives no advice: " + Fault.of(bug)));
    }
  }

  /**
   * Makes the plugin.
   *
   * @param configuration an instance of {@link #configuration()}
   * @param context what the run offers
   * @return an instance of the kind's {@link PluginKind#product() product}
   * @throws RetortException if the plugin is unavailable on this machine, does not fit the
   *     libraries at hand, or refuses the configuration
   */
  public Object create(Record configuration, Context context) {
    unavailable()
        .ifPresent(
            reason -> {
              throw new RetortException(
                  ErrorKind.ENVIRONMENT, this + " is not available on this machine: " + reason);
            });
    if (!kind.context().isInstance(context)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          this
              + " is made when data and backend are there, and not while a configuration is read;"
              + " whoever has it as a key takes a Recipe and makes it then");
    }
    try {
      @SuppressWarnings("unchecked") // the catalog has checked that the record is the provider's
      Provider<?, Record, Context> typed = (Provider<?, Record, Context>) provider;
      Object product = typed.create(configuration().cast(configuration), context);
      if (product == null) {
        throw new RetortException(
            ErrorKind.PLUGIN, this + " was not made; its provider returned nothing");
      }
      return kind.product().cast(product);
    } catch (LinkageError misfit) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          this
              + " of "
              + origin
              + " does not fit the libraries at hand: "
              + Fault.of(misfit)
              + ApiMisfits.in(origin.location().stream().toList())
              + "; use a version built for this Retort, with the libraries that it needs beside it",
          misfit);
    }
  }

  /** Such as {@code The strategy 'temperature'}. */
  @Override
  public String toString() {
    return "The " + kind.displayName() + " '" + name + "'";
  }
}
