package io.retort.app.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Counts the operations that change files below a folder, and lets some fail, as a disk does that
 * is full. Reading is not counted.
 */
public final class Faults {
  /** What is said of an operation that fails. */
  public static final String REASON = "No space left on device";

  private Path below;
  private long count;
  private long first = Long.MAX_VALUE;
  private boolean lasting;
  private String failed = "";

  Faults() {}

  /**
   * Begins to count.
   *
   * @param folder the folder whose files matter
   * @param operation the number of the first operation that fails, from 1 on
   * @param staying whether all after it fail as well
   */
  public synchronized void arm(Path folder, long operation, boolean staying) {
    below = folder.toAbsolutePath();
    first = operation;
    lasting = staying;
    count = 0;
    failed = "";
  }

  /** Lets all go well from here on. */
  public synchronized void heal() {
    first = Long.MAX_VALUE;
  }

  /** How many operations there were. */
  public synchronized long count() {
    return count;
  }

  /** The first operation that has failed, such as "move config.yaml"; empty if none has. */
  public synchronized String failed() {
    return failed;
  }

  synchronized void operation(String name, Path path) throws IOException {
    if (below == null || !path.toAbsolutePath().startsWith(below)) {
      return;
    }
    count++;
    if (count == first || (lasting && count > first)) {
      if (failed.isEmpty()) {
        failed = name + " " + path.getFileName();
      }
      throw new FileSystemException(path.toString(), null, REASON);
    }
  }
}
