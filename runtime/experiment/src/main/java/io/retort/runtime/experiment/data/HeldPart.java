package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;

/**
 * A part of samples that is held out.
 *
 * @param key its key under {@code split}
 * @param share its share of the samples
 */
record HeldPart(String key, double share) {

  /** The wanted number of samples. */
  int count(int size) {
    long count = Math.round(size * share);
    if (count < 1 || count >= size) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "split."
              + key
              + ": "
              + share
              + " of "
              + size
              + " samples are "
              + count
              + "; choose a share that leaves samples on both sides");
    }
    return (int) count;
  }
}
