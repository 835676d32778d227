package io.retort.runtime.experiment.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out the states of labellings from the files beside those that they write. */
public final class LabellingStates {
  /** Ends the name of a file that is not complete. */
  public static final String PART = ".part";

  /** Ends the name of the file that is locked while a labelling writes. */
  public static final String LOCK = ".lock";

  /** Ends the name of the file that says how many samples were labelled. */
  public static final String SUMMARY = ".json";

  private LabellingStates() {}

  /**
   * The state of a labelling.
   *
   * @param beside the lock of one under way, or the summary of a complete one
   * @return empty for any other file
   */
  static Optional<RunState> of(Path beside) {
    Optional<Path> locked = without(LOCK, beside);
    if (locked.isPresent() && !beside.endsWith(RunFolder.LOCK)) {
      Optional<String> writer = OutputLock.writer(beside);
      return writer.isPresent()
          ? state(locked.get(), RunState.Kind.RUNNING, writer)
          : Files.exists(with(PART, locked.get()))
              ? state(locked.get(), RunState.Kind.INTERRUPTED, writer)
              : Optional.empty();
    }
    return without(SUMMARY, beside)
        .filter(file -> Files.isRegularFile(file) && isSummary(beside))
        .flatMap(file -> state(file, RunState.Kind.COMPLETE, Optional.empty()));
  }

  private static Optional<RunState> state(Path file, RunState.Kind kind, Optional<String> process) {
    return Optional.of(new RunState(file, RunState.Work.LABELLING, kind, process));
  }

  private static boolean isSummary(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile()).has("left-out");
    } catch (IOException another) {
      return false;
    }
  }

  private static Optional<Path> without(String suffix, Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(suffix) && name.length() > suffix.length()
        ? Optional.of(file.resolveSibling(name.substring(0, name.length() - suffix.length())))
        : Optional.empty();
  }

  /**
   * A file beside another.
   *
   * @param suffix ends its name
   */
  public static Path with(String suffix, Path file) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
