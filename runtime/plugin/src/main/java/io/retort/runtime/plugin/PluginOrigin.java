package io.retort.runtime.plugin;

import io.retort.runtime.common.files.Sha256;
import java.nio.file.Files;
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

  /**
   * Hashes the jar.
   *
   * @return the SHA-256 of the jar's bytes as 64 hexadecimal digits; empty if the classes lie in a
   *     folder
   * @throws io.retort.core.RetortException if the jar cannot be read
   */
  public Optional<String> sha256() {
    return location.filter(Files::isRegularFile).map(Sha256::of);
  }

  /** The module, or {@code class path}, and the location. */
  @Override
  public String toString() {
    return module.map(name -> "module " + name).orElse("class path")
        + location.map(path -> " (" + path + ")").orElse("");
  }
}
