package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.SavedNetwork;

/** Training has met a loss, a gradient or a weight that is not finite. */
public final class DivergedException extends RetortException {
  private static final long serialVersionUID = 1L;

  /** Kept out of serialization: weights belong in their own file. */
  private final transient SavedNetwork lastGood;

  private final boolean begunTooLate;

  DivergedException(String message, SavedNetwork lastGood, boolean begunTooLate) {
    super(ErrorKind.DIVERGENCE, message);
    this.lastGood = lastGood;
    this.begunTooLate = begunTooLate;
  }

  /**
   * The student's weights at the end of the last epoch in which all was finite.
   *
   * @return the network that was being trained, adapters included
   */
  public SavedNetwork lastGood() {
    return lastGood;
  }

  /**
   * Whether the state that the training went on from leads here whatever its settings. Unless it
   * could not be deleted, it is kept no longer, so that the training would go on from an earlier
   * one now.
   *
   * @return false if the training began anew, or has made steps that it need not have made
   */
  public boolean begunTooLate() {
    return begunTooLate;
  }
}
