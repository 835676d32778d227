package io.retort.core.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are either complete or not there, whatever happens to the process or the machine: they
 * are written under another name first.
 */
public final class CompleteFile {

  private CompleteFile() {}

  /**
   * Gives a file that has been written its name: when the content is on the disk, and so that the
   * name is there too before the call returns.
   *
   * @param written the content, which need not be on the disk yet
   * @param file in the same file system; replaced if it exists
   * @throws IOException if it cannot be moved
   */
  public static void move(Path written, Path file) throws IOException {
    try (FileChannel content = FileChannel.open(written, StandardOpenOption.WRITE)) {
      content.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (AccessDeniedException noFolders) {
      // Where folders cannot be opened, the system keeps names by itself.
    }
  }
}
