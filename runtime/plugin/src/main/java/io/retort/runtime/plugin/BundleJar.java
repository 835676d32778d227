package io.retort.runtime.plugin;

import java.nio.file.Path;

/**
 * A jar of a plugin.
 *
 * @param path where it lies, for messages and records
 * @param file what is read and loaded: the jar itself, or the copy of it that was hashed
 */
record BundleJar(Path path, Path file) {

  /** A jar that is read where it lies. */
  static BundleJar at(Path path) {
    return new BundleJar(path, path);
  }

  /** Its file name. */
  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
