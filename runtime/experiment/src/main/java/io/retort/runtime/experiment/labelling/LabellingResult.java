package io.retort.runtime.experiment.labelling;

import java.nio.file.Path;

/**
 * What a labelling has written.
 *
 * @param file the file
 * @param read how many samples the teacher was asked about
 * @param kept how many of them are in the file
 * @param resumed how many of them an earlier, interrupted run had read
 */
public record LabellingResult(Path file, long read, long kept, long resumed) {

  /**
   * The samples of less than the asked confidence.
   *
   * @return how many were left out
   */
  public long leftOut() {
    return read - kept;
  }
}
