package io.retort.runtime.experiment.assembly;

import io.retort.runtime.experiment.checkpoint.StopRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is written of a run while it goes on.
 *
 * @param logged whether epochs are written to the store
 * @param stop ends the run after a checkpoint; empty for no checkpoints
 * @param resumed the folder of the unfinished run that this one goes on with
 */
public record Recording(boolean logged, Optional<StopRequest> stop, Optional<Path> resumed) {
  /** Nothing is written. */
  public static final Recording NONE = new Recording(false, Optional.empty(), Optional.empty());
}
