package io.retort.core.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that native libraries are unpacked into, and the sentences for when they cannot be used
 * from there.
 *
 * @param path the folder, which need not exist
 */
public record UnpackFolder(Path path) {
  /** About what all libraries take. */
  private static final long NEEDED_MEGABYTES = 500;

  private static final int MEGABYTE = 1 << 20;

  /**
   * What to say of libraries that cannot be used.
   *
   * @param name what users call them, such as {@code oneDNN}
   * @param cause why not, as a clause
   * @return the sentence, which names the way to another folder
   */
  public static RetortException refusal(String name, String cause) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The native libraries of "
            + name
            + " cannot be used: "
            + cause
            + "; another folder for them can be named with the environment variable "
            + CacheFolder.VARIABLE);
  }

  /**
   * Loads a library that is unpacked here.
   *
   * @param name what users call it
   * @param loading unpacks and loads it; throws a {@link LinkageError} if it cannot
   * @throws RetortException if it cannot be unpacked or loaded, with the folder and the fix
   */
  public void load(String name, Runnable loading) {
    Optional<String> unusable = unusable();
    if (unusable.isPresent()) {
      throw refusal(name, unusable.get());
    }
    try {
      loading.run();
    } catch (LinkageError misfit) {
      RetortException refusal = refusal(name, cause(misfit));
      refusal.initCause(misfit);
      throw refusal;
    }
  }

  /**
   * Why no library can be here, if that is so; makes the folder. One that is full or cannot be
   * written to is usable: it may have the libraries.
   */
  private Optional<String> unusable() {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
      return Files.isWritable(path) || !isEmpty() ? Optional.empty() : Optional.of(unwritable(""));
    } catch (IOException fault) {
      return Optional.of(fault(fault));
    }
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /** Why nothing more can be unpacked here, if that is so. */
  private Optional<String> unwritable() {
    try {
      Path probe = Files.createTempFile(path, "probe", null);
      try {
        Files.write(probe, new byte[MEGABYTE]);
      } finally {
        Files.delete(probe);
      }
      return Optional.empty();
    } catch (IOException fault) {
      return Optional.of(fault(fault));
    }
  }

  /** Why a library that was to be unpacked here could not be loaded. */
  private String cause(LinkageError misfit) {
    String said = words(misfit);
    if (said.contains("failed to map segment") || said.contains("Operation not permitted")) {
      return "the folder "
          + path
          + " lies on a file system that lets no program code run (mounted 'noexec')";
    }
    return unwritable()
        .or(() -> megabytesLeft() < NEEDED_MEGABYTES ? Optional.of(full()) : Optional.empty())
        .orElse(
            "those in the folder "
                + path
                + " do not load ("
                + said
                + "); if one is damaged, delete the folder, and they are unpacked again");
  }

  private String fault(IOException fault) {
    String said = Reason.of(fault);
    return said.contains("no space left") || said.contains("quota")
        ? full()
        : unwritable(" (" + said + ")");
  }

  private String unwritable(String reason) {
    return "the folder " + path + " cannot be written to" + reason;
  }

  private String full() {
    return "the folder "
        + path
        + " has "
        + megabytesLeft()
        + " MB left of the "
        + NEEDED_MEGABYTES
        + " MB that they may take";
  }

  private long megabytesLeft() {
    return path.toFile().getUsableSpace() / MEGABYTE;
  }

  /** The first line of each message, the innermost cause last, without names of classes. */
  private static String words(LinkageError misfit) {
    StringBuilder words = new StringBuilder();
    for (Throwable cause = misfit; cause != null; cause = cause.getCause()) {
      String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      if (cause instanceof UnsatisfiedLinkError && !words.toString().contains(line)) {
        words.append(words.isEmpty() ? "" : "; ").append(line);
      }
    }
    return words.isEmpty() ? "no library for this system" : words.toString();
  }
}
