package io.retort.runtime.common.files;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The ownership of an output: a file in it or beside it that is locked as long as a process writes
 * there. The system releases the lock of a process that has ended in any way. The file itself stays
 * until the output is complete: deleted earlier, it could be locked twice, by one process that has
 * opened it before and by one that has made it anew.
 */
public final class OutputLock implements AutoCloseable {
  /**
   * The lock files of this process, and channels that must stay open. Shared by all, because the
   * system's locks belong to the process too: whoever opens and closes such a file anywhere in it
   * releases the lock. All that is done with lock files is done under this monitor.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private final Path file;
  private final Path output;
  private final FileChannel channel;
  private final Object key;

  private OutputLock(Path file, Path output, FileChannel channel, Object key) {
    this.file = file;
    this.output = output;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Becomes the owner.
   *
   * @param file the file to lock, in an existing folder
   * @param output what it stands for
   * @return the ownership, to be closed
   * @throws RetortException naming the process that is the owner, if there is one
   */
  public static OutputLock acquire(Path file, Path output) {
    synchronized (HELD) {
      if (isHeldHere(file)) {
        throw inUse(file, output);
      }
      try {
        return lock(file, output);
      } catch (IOException failure) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            output
                + " cannot be written to: "
                + Reason.of(failure)
                + "; make it possible to write there, or choose another place with 'output'",
            failure);
      }
    }
  }

  private static OutputLock lock(Path file, Path output) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      Optional<Boolean> otherClasses = lockedByOtherClasses(channel);
      if (otherClasses.isEmpty()) {
        throw inUse(file, output);
      } else if (otherClasses.get()) {
        kept = true;
        throw inUse(output, thisProcess());
      }
      channel.truncate(0);
      ByteBuffer owner = StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n");
      while (owner.hasRemaining()) {
        channel.write(owner);
      }
      Object key = key(file);
      HELD.add(key);
      // Java closes a channel that nobody refers to; an owner need not keep this object.
      HELD.add(channel);
      kept = true;
      return new OutputLock(file, output, channel, key);
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  /**
   * Whether this process has locked the file by way of another class loader, whose set is another
   * one. Locks the file if nobody has.
   *
   * @return empty if another process has locked it
   */
  private static Optional<Boolean> lockedByOtherClasses(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock()).map(lock -> false);
    } catch (OverlappingFileLockException ours) {
      // To close the channel, or to lose it, would release that lock.
      HELD.add(channel);
      return Optional.of(true);
    }
  }

  private static boolean isHeldHere(Path file) {
    try {
      return HELD.contains(key(file));
    } catch (IOException none) {
      return false;
    }
  }

  /** What a file is, whatever it is called. */
  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  private static RetortException inUse(Path file, Path output) {
    return inUse(
        output,
        isHeldHere(file)
            ? thisProcess()
            : owner(file).map(process -> "process " + process).orElse("another process"));
  }

  private static RetortException inUse(Path output, String owner) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        output
            + " is being written by "
            + owner
            + "; wait until it has ended, or choose another"
            + " place with 'output'");
  }

  private static String thisProcess() {
    return "this process (" + ProcessHandle.current().pid() + ")";
  }

  private static Optional<String> owner(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> text.matches("[0-9]+"));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Who writes.
   *
   * @param file a file that is locked as long as somebody does
   * @return the number of the process, or empty if nobody does
   */
  public static Optional<String> writer(Path file) {
    synchronized (HELD) {
      if (isHeldHere(file)) {
        return Optional.of(Long.toString(ProcessHandle.current().pid()));
      }
      try {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        Optional<Boolean> otherClasses = lockedByOtherClasses(channel);
        if (otherClasses.equals(Optional.of(true))) {
          return Optional.of(Long.toString(ProcessHandle.current().pid()));
        }
        channel.close();
        return otherClasses.isEmpty() ? owner(file) : Optional.empty();
      } catch (IOException unknown) {
        return Optional.empty();
      }
    }
  }

  /**
   * Makes sure that the output is still there, and still this owner's.
   *
   * @throws RetortException if it was removed or replaced
   */
  public void requireHeld() {
    Object now;
    try {
      now = key(file);
    } catch (IOException gone) {
      now = null;
    }
    if (!key.equals(now)) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          output
              + " was removed or replaced while it was being written; start again, and leave it"
              + " alone until the end");
    }
  }

  /** Deletes the lock file of an output that is complete, and by that refuses to be locked. */
  public void complete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // Without a lock the file does no harm.
    }
    close();
  }

  /** Lets others have the output. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (!channel.isOpen()) {
        return;
      }
      HELD.remove(key);
      HELD.remove(channel);
      try {
        channel.close();
      } catch (IOException released) {
        // The lock is gone with the channel in any case.
      }
    }
  }
}
