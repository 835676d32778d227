package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.SavedNetwork;

/** Training has met a loss, a gradient or a weight that is not finite. */
public final class DivergedException extends RetortException {
  private static final long serialVersionUID = 1L;

  /** Kept out of serialization: weights belong in their own file. */
  private final transient SavedNetwork lastGood;

  DivergedException(String message, SavedNetwork lastGood) {
    super(ErrorKind.DIVERGENCE, message);
    this.lastGood = lastGood;
  }

  /**
   * The student's weights at the end of the last epoch in which all was finite.
   *
   * @return the network that was being trained, adapters included
   */
  public SavedNetwork lastGood() {
    return lastGood;
  }
}
