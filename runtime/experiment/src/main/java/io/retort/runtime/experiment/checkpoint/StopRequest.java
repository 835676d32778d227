package io.retort.runtime.experiment.checkpoint;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;

/** What another thread says to end a run early, with its state saved. */
public final class StopRequest {
  private final String what;
  private volatile boolean requested;

  /**
   * Nothing was requested yet.
   *
   * @param what is to end, such as "run"
   */
  public StopRequest(String what) {
    this.what = what;
  }

  /** Asks the run to save its state and end; returns at once. */
  public void request() {
    requested = true;
  }

  public boolean requested() {
    return requested;
  }

  /**
   * Ends the run if that was asked for.
   *
   * @throws RetortException of the kind {@link ErrorKind#INTERRUPTED} if so
   */
  public void check() {
    if (requested) {
      throw new RetortException(ErrorKind.INTERRUPTED, "The " + what + " was interrupted");
    }
  }
}
