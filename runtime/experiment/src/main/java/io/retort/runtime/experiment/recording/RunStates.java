package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out the states of runs. */
public final class RunStates {
  /** Runs are at NAME/TIME below a folder, or at TIME. */
  private static final int DEPTH = 2;

  /** The file that says what an unfinished sweep was begun with. */
  public static final String SWEEP = RunCheckpoints.FOLDER + "/sweep.json";

  /** The file that a sweep adds each of its candidates to. */
  public static final String CANDIDATES = "candidates.jsonl";

  private RunStates() {}

  /** The state of a folder. */
  public static RunState of(Path folder) {
    Optional<String> writer = OutputLock.writer(folder.resolve(RunFolder.LOCK));
    RunState.Kind kind = RunState.Kind.NONE;
    if (writer.isPresent()) {
      kind = RunState.Kind.RUNNING;
    } else if (Files.exists(folder.resolve(RunIdentity.FILE))) {
      kind =
          Files.exists(folder.resolve(RunCheckpoints.FAILURE))
              ? RunState.Kind.FAILED
              : RunState.Kind.INTERRUPTED;
    } else if (Files.exists(folder.resolve(CompletedRun.RESULT))) {
      kind = RunState.Kind.COMPLETE;
    }
    boolean sweep = Files.exists(folder.resolve(SWEEP)) || Files.exists(folder.resolve(CANDIDATES));
    return new RunState(folder, sweep ? RunState.Work.SWEEP : RunState.Work.RUN, kind, writer);
  }

  /** In words that follow "it". */
  static String words(RunState state) {
    return switch (state.kind()) {
      case RUNNING ->
          "is being written by process "
              + state.process().orElseThrow()
              + "; wait until that has ended";
      case INTERRUPTED, FAILED -> "has not come to its end";
      case COMPLETE -> "is complete";
      case NONE -> "is not a folder of a run; name one such as runs/NAME/TIME";
    };
  }

  /**
   * The runs, sweeps and labellings below a folder, in the order of their names.
   *
   * @throws RetortException if it cannot be read
   */
  public static List<RunState> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, "There is no folder " + folder + "; name one with runs");
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.sorted()
          .filter(path -> !LatestRun.isLink(path))
          .flatMap(
              path ->
                  Files.isDirectory(path)
                      ? Stream.of(of(path)).filter(state -> state.kind() != RunState.Kind.NONE)
                      : LabellingStates.of(path).stream())
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }
}
