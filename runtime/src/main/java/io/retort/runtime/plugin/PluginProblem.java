package io.retort.runtime.plugin;

import java.util.Optional;

/**
 * Why a plugin could not be taken into the catalog. Problems are data: they stop nothing until the
 * plugin is asked for.
 *
 * @param kind the SPI
 * @param name the plugin's name, where it could be asked for
 * @param source the class, module or jar at fault
 * @param cause what is wrong
 * @param fix what to do about it
 * @param error what was thrown, if something was
 */
public record PluginProblem(
    PluginKind kind,
    Optional<String> name,
    String source,
    String cause,
    String fix,
    Optional<Throwable> error) {

  /** The problem as one sentence. */
  @Override
  public String toString() {
    return "The "
        + kind.displayName()
        + name.map(text -> " '" + text + "'").orElse("")
        + " of "
        + source
        + " was not loaded: "
        + cause
        + "; "
        + fix;
  }
}
