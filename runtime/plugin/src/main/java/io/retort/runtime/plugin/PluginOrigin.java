package io.retort.runtime.plugin;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a plugin's provider comes from.
 *
 * @param module the name of its module; empty on the class path
 * @param version the version of its module or jar, if it says one
 * @param location its jar or folder of classes, if it lies in the file system
 */
public record PluginOrigin(
    Optional<String> module, Optional<String> version, Optional<Path> location) {

  /** The module, or {@code class path}, and the location. */
  @Override
  public String toString() {
    return module.map(name -> "module " + name).orElse("class path")
        + location.map(path -> " (" + path + ")").orElse("");
  }
}
