package io.retort.teachers.recorded;

import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import java.util.List;

/** Which row of a file is about which sample. */
interface RowOrder {

  /**
   * Takes what the next row says of it.
   *
   * @throws RetortException if it says what is not a sample
   */
  void add(RecordedFile.Row row);

  /**
   * Looks at all that was added.
   *
   * @throws RetortException if two rows are about the same sample, or one is left out
   */
  void complete();

  /**
   * Finds out whether all samples have a row.
   *
   * @param samples a list of a data set
   * @param which what they are for, such as training
   * @throws RetortException if not
   */
  void require(Samples samples, String which);

  /** The number of a sample's row, from 0. */
  int row(Samples samples, int sample);

  /** Adds the rows and what they are about, whatever their order in the file. */
  void addTo(Fingerprint fingerprint, List<float[]> rows);
}
