package io.retort.runtime.experiment.result;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What has become of a run or a sweep, as its folder says.
 *
 * @param folder the folder
 * @param work what was done there
 * @param kind in one word
 * @param process the number of the process that writes it, while it is running
 */
public record RunState(Path folder, Work work, Kind kind, Optional<String> process) {

  /** What may be done. */
  public enum Work {
    /** An experiment is run. */
    RUN,
    /** Values of an experiment's keys are tried. */
    SWEEP
  }

  /** What a folder may be. */
  public enum Kind {
    /** A process writes it. */
    RUNNING,
    /** It was interrupted or has failed. */
    UNFINISHED,
    /** Everything is there. */
    COMPLETE,
    /** No run has written it. */
    NONE
  }
}
