package io.retort.runtime.output;

import io.retort.core.RetortException;
import io.retort.runtime.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that a run writes to: its own, and nobody else's. */
public final class RunFolder {
  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * A folder that is not there yet, or empty.
   *
   * @param output the folder, from the working folder, if one is chosen
   * @param name names a folder of its own below {@code runs} otherwise
   * @return the folder, not made yet
   * @throws RetortException if it is in use
   */
  public static RunFolder of(Optional<String> output, String name) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    Path path =
        output
            .map(Path::of)
            .orElseGet(
                () -> Path.of("runs", name, LocalDateTime.now(ZoneId.systemDefault()).format(time)))
            .toAbsolutePath();
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

  /**
   * Makes the folder, and finds out now rather than after hours of training if it is of no use.
   *
   * @throws RetortException if nothing can be written there
   */
  public void create() {
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

  /**
   * Where it is.
   *
   * @return an absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * Writes a file that is either complete or not there.
   *
   * @param name its name
   * @param content its text
   */
  public void write(String name, String content) {
    AtomicFiles.write(path.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends a line to a file that grows while the run goes on.
   *
   * @param name its name
   * @param line the line, without its end
   */
  public void append(String name, String line) {
    Path file = path.resolve(name);
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new RetortException(
          "The log " + file + " cannot be written: " + unwritable + "; free some space",
          unwritable);
    }
  }

  /**
   * A folder inside.
   *
   * @param name its name
   * @return the folder, made if it was not there
   */
  public Path folder(String name) {
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
