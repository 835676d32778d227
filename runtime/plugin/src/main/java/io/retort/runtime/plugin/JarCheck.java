package io.retort.runtime.plugin;

import io.retort.core.plugin.ApiVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What a jar must fulfil before any class of it is loaded. */
final class JarCheck {

  private JarCheck() {}

  /**
   * Refuses a jar that must not be loaded.
   *
   * @throws RefusedPlugin if it is part of Retort, reaches out of its plugin, or was built for
   *     another version of the API
   */
  static void check(JarContents jar, PluginBundle bundle) throws RefusedPlugin {
    if (jar.packages().stream().anyMatch(HostApi::isRetort)) {
      throw new RefusedPlugin(
          jar + " is a part of Retort itself, whose classes plugins must share", "remove it");
    }
    checkClassPath(jar, bundle);
    checkVersion(jar);
  }

  static void checkClassPath(JarContents jar, PluginBundle bundle) throws RefusedPlugin {
    for (String entry : jar.attribute("Class-Path").orElse("").split("\\s+", -1)) {
      if (!entry.isEmpty() && !bundle.paths().contains(sibling(jar, entry))) {
        throw new RefusedPlugin(
            "the Class-Path in the manifest of "
                + jar
                + " names "
                + entry
                + ", which is not in the plugin",
            "put that jar into the plugin's folder, or build without Class-Path");
      }
    }
  }

  private static Path sibling(JarContents jar, String entry) {
    try {
      return jar.jar().path().resolveSibling(entry).normalize();
    } catch (InvalidPathException noFile) {
      return Path.of("");
    }
  }

  static void checkVersion(JarContents jar) throws RefusedPlugin {
    if (!jar.provides()) {
      return;
    }
    Optional<String> written = jar.attribute(ApiVersion.MANIFEST_ATTRIBUTE);
    if (written.isEmpty()) {
      throw new RefusedPlugin(
          "the manifest of " + jar + " does not say for which version of Retort's API it was built",
          "build it with the manifest entry "
              + ApiVersion.MANIFEST_ATTRIBUTE
              + ": "
              + ApiVersion.CURRENT
              + ", which docs/plugins-folder.md shows for Maven");
    }
    ApiVersion version;
    try {
      version = ApiVersion.parse(written.get());
    } catch (IllegalArgumentException otherForm) {
      throw new RefusedPlugin(
          "the manifest of "
              + jar
              + " has "
              + ApiVersion.MANIFEST_ATTRIBUTE
              + ": "
              + written.get()
              + ", which is not a version",
          "write two numbers such as " + ApiVersion.CURRENT,
          otherForm);
    }
    if (!ApiVersion.CURRENT.supports(version)) {
      throw new RefusedPlugin(
          jar
              + " was built for version "
              + version
              + " of Retort's API, and this is "
              + ApiVersion.CURRENT,
          version.compareTo(ApiVersion.CURRENT) > 0
              ? "use a newer Retort, or a version of the plugin for this one"
              : "use a version of the plugin for this Retort");
    }
  }
}
