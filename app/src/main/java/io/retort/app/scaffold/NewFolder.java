package io.retort.app.scaffold;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that comes into being with all of its files, or not at all. */
public final class NewFolder {

  private NewFolder() {}

  /**
   * Writes a folder.
   *
   * @param folder a folder that does not exist or is empty; folders above it are made
   * @param files the files' texts by their path in the folder, with slashes
   * @throws RetortException if there is something at that place, or it cannot be written
   */
  public static void write(Path folder, Map<String, String> files) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      refuseWhatIsThere(target, folder);
      Path parent = Files.createDirectories(target.getParent());
      Path draft = Files.createTempDirectory(parent, ".new-plugin-");
      try {
        fill(Files.createDirectory(draft.resolve("project")), files);
        Files.deleteIfExists(target);
        Files.move(draft.resolve("project"), target);
      } finally {
        delete(draft);
      }
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          folder
              + " cannot be written: "
              + Reason.of(failure)
              + "; make it possible to write there, or name another one with --output",
          failure);
    }
  }

  private static void refuseWhatIsThere(Path target, Path asWritten) throws IOException {
    if (target.getParent() == null || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          asWritten + " is there and is not a folder; name another --output");
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The folder "
                + asWritten
                + " is not empty; name another one with --output, or empty it");
      }
    }
  }

  private static void fill(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> content;
    try (Stream<Path> walk = Files.walk(folder)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
