package io.retort.runtime.plugin;

import java.util.Optional;

/**
 * Why a plugin could not be taken into the catalog. Problems are data: they stop nothing until the
 * plugin is asked for.
 *
 * @param kind the SPI; empty if a jar or folder could not be used at all
 * @param name the plugin's name, where it could be asked for
 * @param qualifier what is written before names of the same jar or folder, where that is known
 * @param source the class, module, jar or folder at fault
 * @param cause what is wrong
 * @param fix what to do about it
 * @param error what was thrown, if something was
 */
public record PluginProblem(
    Optional<PluginKind> kind,
    Optional<String> name,
    Optional<String> qualifier,
    String source,
    String cause,
    String fix,
    Optional<Throwable> error) {

  /** A problem of a whole plugin of a plugin folder. */
  static PluginProblem of(PluginBundle bundle, RefusedPlugin refusal) {
    return of(bundle.name(), bundle.path().toString(), refusal);
  }

  /** A problem of whatever has a qualifier. */
  static PluginProblem of(String qualifier, String source, RefusedPlugin refusal) {
    return new PluginProblem(
        Optional.empty(),
        Optional.empty(),
        Optional.of(qualifier),
        source,
        refusal.getMessage(),
        refusal.fix(),
        Optional.of(refusal));
  }

  /** Whether it may be the reason why a name is not in the catalog. */
  boolean explains(PluginKind wanted, QualifiedName asked) {
    boolean sameKind = kind.isEmpty() || kind.get() == wanted;
    return sameKind
        && (asked.qualifier().isEmpty()
            || qualifier.isEmpty()
            || asked.qualifier().equals(qualifier))
        && (name.isEmpty() || name.get().equals(asked.name()));
  }

  /** Whether it is the reason why a name is not in the catalog. */
  boolean isOf(PluginKind wanted, QualifiedName asked) {
    boolean ofName = kind.isPresent() && name.isPresent();
    boolean ofWhole = kind.isEmpty() && qualifier.isPresent() && asked.qualifier().isPresent();
    return (ofName || ofWhole) && explains(wanted, asked);
  }

  /** The problem as one sentence. */
  @Override
  public String toString() {
    return "The "
        + kind.map(PluginKind::displayName).orElse("plugin")
        + name.or(() -> kind.isEmpty() ? qualifier : Optional.empty())
            .map(text -> " '" + text + "'")
            .orElse("")
        + " of "
        + source
        + " was not loaded: "
        + cause
        + "; "
        + fix;
  }
}
