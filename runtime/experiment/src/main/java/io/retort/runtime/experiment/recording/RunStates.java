package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what has become of runs. */
public final class RunStates {
  /** Runs are at NAME/TIME below a folder, or at TIME. */
  private static final int DEPTH = 2;

  private RunStates() {}

  /** The state of a folder. */
  public static RunState of(Path folder) {
    Path lock = folder.resolve(RunFolder.LOCK);
    Optional<String> writer = OutputLock.writer(lock);
    if (writer.isPresent()) {
      return new RunState(folder, RunState.Kind.RUNNING, writer);
    } else if (Files.exists(folder.resolve(RunIdentity.FILE))) {
      return new RunState(folder, RunState.Kind.UNFINISHED, Optional.empty());
    }
    boolean complete = Files.exists(folder.resolve(CompletedRun.RESULT)) && !Files.exists(lock);
    return new RunState(
        folder, complete ? RunState.Kind.COMPLETE : RunState.Kind.NONE, Optional.empty());
  }

  /** In words that follow "it". */
  static String words(RunState state) {
    return switch (state.kind()) {
      case RUNNING ->
          "is being written by process "
              + state.process().orElseThrow()
              + "; wait until that has ended";
      case UNFINISHED -> "has not come to its end";
      case COMPLETE -> "is complete";
      case NONE -> "is no folder of a run; name one such as runs/NAME/TIME";
    };
  }

  /**
   * The runs below a folder, in the order of their names.
   *
   * @throws RetortException if it cannot be read
   */
  public static List<RunState> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, "There is no folder " + folder + "; name one with runs");
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(Files::isDirectory)
          .sorted()
          .map(RunStates::of)
          .filter(state -> state.kind() != RunState.Kind.NONE)
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }
}
