package io.retort.runtime.experiment.result;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The state of a run, a sweep or a labelling, according to its files.
 *
 * @param folder the folder; of a labelling, the file that it writes
 * @param work what was done there
 * @param kind in one word
 * @param process the number of the process that writes it, while it is running
 */
public record RunState(Path folder, Work work, Kind kind, Optional<String> process) {

  /**
   * Whether it has begun and not come to its end, and no process works on it.
   *
   * @return whether it can be gone on with
   */
  public boolean unfinished() {
    return kind == Kind.INTERRUPTED || kind == Kind.FAILED;
  }

  /** What may be done. */
  public enum Work {
    /** An experiment is run. */
    RUN,
    /** Values of an experiment's keys are tried. */
    SWEEP,
    /** A teacher labels samples. */
    LABELLING
  }

  /** What a folder may be. */
  public enum Kind {
    /** A process writes it. */
    RUNNING,
    /** It was told to end, or its process is gone; it can be gone on with. */
    INTERRUPTED,
    /** It ended with an error; it can be gone on with once that is mended. */
    FAILED,
    /** Everything is there. */
    COMPLETE,
    /** No run has written it. */
    NONE
  }
}
