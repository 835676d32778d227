package io.retort.runtime.plugin;

import java.util.Optional;

/**
 * Why a plugin could not be taken into the catalog. Problems are data: they stop nothing until the
 * plugin is asked for.
 *
 * @param kind the SPI; empty if a jar or folder could not be used at all, and for extensions
 * @param name the plugin's name, where it could be asked for; {@value Extension#KIND} for those
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

  /**
   * A problem of an extension that could be loaded, but not installed.
   *
   * @param extension the extension
   * @param cause what is wrong
   * @param error what was thrown
   * @return the problem
   */
  public static PluginProblem ofInstallation(Extension extension, String cause, Throwable error) {
    return of(
        Optional.empty(),
        Optional.of(extension.qualifier()),
        extension.toString(),
        cause,
        "repair or remove it",
        Optional.of(error));
  }

  /** A problem of a whole plugin of a plugin folder. */
  static PluginProblem of(PluginBundle bundle, RefusedPlugin refusal) {
    return of(bundle.name(), bundle.path().toString(), refusal);
  }

  /**
   * A problem of a provider whose name is not known.
   *
   * @param kind its SPI; empty if it is an extension
   */
  static PluginProblem of(
      Optional<PluginKind> kind,
      Optional<String> qualifier,
      String source,
      String cause,
      String fix,
      Optional<Throwable> error) {
    return new PluginProblem(
        kind,
        kind.isPresent() ? Optional.empty() : Optional.of(Extension.KIND),
        qualifier,
        source,
        cause,
        fix,
        error);
  }

  /**
   * Whether what was not loaded would have been installed in every run.
   *
   * @return true if it is an {@link Extension}
   */
  public boolean isOfExtension() {
    return kind.isEmpty() && name.isPresent();
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
  boolean explains(PluginKind wanted, QualifiedName requested) {
    boolean sameKind = kind.isEmpty() || kind.get() == wanted;
    return sameKind
        && (requested.qualifier().isEmpty()
            || qualifier.isEmpty()
            || requested.qualifier().equals(qualifier))
        && (name.isEmpty() || name.get().equals(requested.name()));
  }

  /** Whether it is the reason why a name is not in the catalog. */
  boolean isOf(PluginKind wanted, QualifiedName requested) {
    boolean ofName = kind.isPresent() && name.isPresent();
    boolean ofWhole =
        kind.isEmpty()
            && name.isEmpty()
            && qualifier.isPresent()
            && requested.qualifier().isPresent();
    return (ofName || ofWhole) && explains(wanted, requested);
  }

  private String what() {
    return kind.map(PluginKind::displayName).orElse("plugin")
        + name.or(() -> kind.isEmpty() ? qualifier : Optional.empty())
            .map(text -> " '" + text + "'")
            .orElse("");
  }

  /** The problem as one sentence. */
  @Override
  public String toString() {
    return "The "
        + (isOfExtension() ? Extension.KIND : what())
        + " of "
        + source
        + " was not loaded: "
        + cause
        + "; "
        + fix;
  }
}
