package io.retort.runtime.experiment.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The symbolic link {@code runs/NAME/latest}, which leads to the run or sweep of that name that was
 * begun last. It saves typing, and nothing depends on it: where the file system has no links, or
 * something else has its name, there is none.
 */
public final class LatestRun {
  /** The name of the link. */
  public static final String NAME = "latest";

  private LatestRun() {}

  /**
   * Lets the link beside a run lead to it. Of runs that begin at the same time one has the link in
   * the end; at every moment it leads to one of them.
   *
   * @param run the folder of a run that has just been begun
   */
  static void is(Path run) {
    Path link = run.resolveSibling(NAME);
    Path replacement = run.resolveSibling(NAME + "-" + run.getFileName());
    if (Files.exists(link) && !Files.isSymbolicLink(link)) {
      return;
    }
    try {
      Files.createSymbolicLink(replacement, run.getFileName());
      try {
        Files.move(replacement, link, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(replacement);
      }
    } catch (IOException | UnsupportedOperationException | SecurityException withoutLinks) {
      // A run is not to fail for a shorter name.
    }
  }

  /**
   * The folder that a path means now. A run that begins meanwhile is not to change it.
   *
   * @param run the folder of a run, or the link to one
   * @return an absolute path
   */
  public static Path resolve(Path run) {
    Path absolute = run.toAbsolutePath().normalize();
    if (!isLink(absolute)) {
      return absolute;
    }
    try {
      return absolute.resolveSibling(Files.readSymbolicLink(absolute)).normalize();
    } catch (IOException gone) {
      return absolute;
    }
  }

  /** Whether it is the link, or one that was about to become it when a process ended. */
  static boolean isLink(Path path) {
    String name = String.valueOf(path.getFileName());
    return (name.equals(NAME) || name.startsWith(NAME + "-")) && Files.isSymbolicLink(path);
  }
}
