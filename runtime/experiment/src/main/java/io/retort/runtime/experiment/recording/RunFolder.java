package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that a run writes to: its own, and nobody else's. While it is written, and after a run
 * that did not come to its end, there is a file {@value #LOCK} in it.
 */
public final class RunFolder implements AutoCloseable {
  /** Locked while the folder is written. */
  public static final String LOCK = "run.lock";

  private final Path path;
  private final boolean resumed;

  /** Whether it lies where all runs of its name do, and {@link LatestRun} leads to the last one. */
  private final boolean amongOthers;

  /** The files whose last line may have been cut off, and why. */
  private final Map<String, IOException> cutOff = new HashMap<>();

  private Optional<OutputLock> lock = Optional.empty();

  private RunFolder(Path path, boolean resumed, boolean amongOthers) {
    this.path = path;
    this.resumed = resumed;
    this.amongOthers = amongOthers;
  }

  /**
   * A folder that is not there yet, or empty.
   *
   * @param output the folder, if one is chosen
   * @param name names a folder of its own below {@code runs} otherwise
   * @return the folder, not made yet
   * @throws RetortException if it is in use
   */
  public static RunFolder of(Optional<Destination> output, String name) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    Path path =
        output
            .map(Destination::path)
            .orElseGet(
                () ->
                    Path.of(
                        Destination.RUNS,
                        name,
                        LocalDateTime.now(ZoneId.systemDefault()).format(time)))
            .toAbsolutePath();
    RunFolder folder = new RunFolder(path, false, output.isEmpty());
    folder.requireUnused(false);
    return folder;
  }

  /**
   * The folder of a run that has not come to its end, to go on with it.
   *
   * @param path the folder
   * @return the folder, not locked yet
   * @throws RetortException if it is not such a folder, or another process writes there
   */
  public static RunFolder unfinished(Path path) {
    Path absolute = LatestRun.resolve(path);
    RunState state = RunStates.of(absolute);
    if (!state.unfinished()) {
      throw new RetortException(
          state.kind() == RunState.Kind.RUNNING ? ErrorKind.ENVIRONMENT : ErrorKind.CONFIGURATION,
          absolute + " cannot be resumed: it " + RunStates.words(state));
    }
    return new RunFolder(absolute, true, false);
  }

  /**
   * Makes the folder and takes hold of it, and finds out now rather than after hours of training if
   * it is of no use.
   *
   * @throws RetortException if nothing can be written there, or another process writes there
   */
  public void create() {
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw unwritable(failure);
    }
    lock = Optional.of(OutputLock.acquire(path.resolve(LOCK), path));
    try {
      if (resumed) {
        // By now another process may have completed it.
        unfinishedNow();
        remove("last-good");
        Files.deleteIfExists(path.resolve(RunCheckpoints.FAILURE));
        Files.deleteIfExists(path.resolve(CompletedRun.RESULT));
      } else {
        requireUnused(true);
        if (amongOthers) {
          LatestRun.is(path);
        }
      }
    } catch (RetortException used) {
      close();
      throw used;
    } catch (IOException failure) {
      close();
      throw unwritable(failure);
    }
  }

  private void unfinishedNow() {
    if (!Files.exists(path.resolve(RunIdentity.FILE))) {
      lock.ifPresent(OutputLock::complete);
      lock = Optional.empty();
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          path + " cannot be resumed: it was completed or removed meanwhile");
    }
  }

  private void requireUnused(boolean locked) {
    if (!Files.exists(path)) {
      return;
    }
    try {
      if (isEmptyFolder(locked)) {
        return;
      }
    } catch (IOException unreadable) {
      throw unwritable(unreadable);
    }
    Optional<String> writer = locked ? Optional.empty() : OutputLock.writer(path.resolve(LOCK));
    throw new RetortException(
        ErrorKind.ENVIRONMENT,
        "The output folder "
            + path
            + writer
                .map(
                    process ->
                        " is being written by process "
                            + process
                            + "; wait until it has"
                            + " ended, or choose another one with 'output'")
                .orElseGet(() -> taken(RunStates.of(path))));
  }

  private static String taken(RunState state) {
    return state.unfinished()
        ? " is that of a "
            + state.work().name().toLowerCase(Locale.ROOT)
            + " that has not come to its end; go on with it by 'retort resume "
            + state.folder()
            + "', or choose another one with 'output'"
        : " exists and is not an empty folder; choose another one with 'output', or delete it";
  }

  private RetortException unwritable(IOException cause) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The output folder "
            + path
            + " cannot be written to: "
            + Reason.of(cause)
            + "; choose another one with 'output'",
        cause);
  }

  private boolean isEmptyFolder(boolean locked) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(entry -> locked && entry.endsWith(LOCK));
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
   * @param name its name, which may begin with those of folders
   * @param writer writes the content to the file that it is given
   */
  public void write(String name, AtomicFiles.Writer writer) {
    requireHeld();
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      AtomicFiles.replace(file, writer);
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  /**
   * Writes a file that is either complete or not there.
   *
   * @param name its name
   * @param content its text
   */
  public void write(String name, String content) {
    write(name, file -> Files.writeString(file, content));
  }

  /**
   * The lines of a file that grows.
   *
   * @param folder the folder of a run
   * @param name its name
   * @return its complete lines, none if it is not there
   */
  public static List<String> lines(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      // What follows the last line break was cut off.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /**
   * Removes a folder and what is in it, if it is there.
   *
   * @param name its name
   */
  public void remove(String name) {
    requireHeld();
    Path folder = path.resolve(name);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw unwritable(folder, failure);
    }
  }

  /**
   * Appends a line to a file that grows while the run goes on.
   *
   * @param name its name
   * @param line the line, without its end
   * @throws RetortException if it cannot be written, and for every other line of the same file
   *     then: after one that was cut off, it would be lost
   */
  public synchronized void append(String name, String line) {
    Path file = path.resolve(name);
    if (cutOff.containsKey(name)) {
      throw unwritable(file, cutOff.get(name));
    }
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      cutOff.put(name, failure);
      throw unwritable(file, failure);
    }
  }

  private RetortException unwritable(Path file, IOException failure) {
    // If the folder is gone, this is the reason.
    requireHeld();
    return AtomicFiles.unwritable(
        file, failure, "make it possible to write there, or choose another folder with 'output'");
  }

  private void requireHeld() {
    lock.orElseThrow(() -> new IllegalStateException("The folder was not made")).requireHeld();
  }

  /** Says that nothing more will be written: the folder is complete. */
  public void complete() {
    Path begun = path.resolve(RunIdentity.FILE);
    try {
      // First of all: what can still be gone on with needs the others.
      Files.deleteIfExists(begun);
    } catch (IOException failure) {
      throw unwritable(begun, failure);
    }
    remove(RunCheckpoints.FOLDER);
    lock.ifPresent(OutputLock::complete);
    lock = Optional.empty();
  }

  /** Lets others have the folder. */
  @Override
  public void close() {
    lock.ifPresent(OutputLock::close);
    lock = Optional.empty();
  }
}
