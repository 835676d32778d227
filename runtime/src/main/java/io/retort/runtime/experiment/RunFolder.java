package io.retort.runtime.experiment;

import io.retort.core.RetortException;
import io.retort.runtime.model.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that a run writes to: its own, and nobody else's. */
final class RunFolder {
  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** A folder that is not there yet, or empty. */
  static RunFolder of(Path path) {
    try {
      if (Files.exists(path) && !isEmptyFolder(path)) {
        throw new RetortException(
            "The output folder "
                + path
                + " exists and is not an empty folder; choose another one with 'output', or delete"
                + " it");
      }
      return new RunFolder(path);
    } catch (IOException unreadable) {
      throw unwritable(path, unreadable);
    }
  }

  /** Makes the folder, and finds out now rather than after hours of training if it is of no use. */
  void create() {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "probe", null));
    } catch (IOException failure) {
      throw unwritable(path, failure);
    }
  }

  private static RetortException unwritable(Path path, IOException cause) {
    return new RetortException(
        "The output folder "
            + path
            + " cannot be written to ("
            + cause
            + "); choose another one with 'output'",
        cause);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  Path path() {
    return path;
  }

  void write(String name, String content) {
    AtomicFiles.write(path.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  /** A folder inside, made if it is not there. */
  Path folder(String name) {
    Path folder = path.resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new RetortException(
          "The folder " + folder + " cannot be made: " + unwritable, unwritable);
    }
    return folder;
  }
}
