package io.retort.core.data;

import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The inputs of samples, read one after the other from the first to the last, so that there may be
 * more of them than fit in memory. Not thread-safe.
 */
public interface SampleStream extends AutoCloseable {

  /**
   * Reads the next samples.
   *
   * @param destination receives them, {@code [samples, input shape…]}
   * @return how many were read into the first rows; fewer than there are rows only at the end, and
   *     0 after it
   * @throws io.retort.core.RetortException if the data is wrong, naming its place
   */
  int read(Tensor destination);

  /**
   * The samples that were read last as rows of the table that they come from.
   *
   * @return the rows, by the places of the samples in the destination, until samples are read
   *     again; empty for data that are not a table
   */
  default Optional<RawRows> rows() {
    return Optional.empty();
  }

  /** Closes what is being read from. */
  @Override
  void close();

  /**
   * Reads samples that are known by their index in their order.
   *
   * @param samples the samples, which stay open
   * @return a new stream
   */
  static SampleStream of(Samples samples) {
    return new SampleStream() {
      private int first;
      private int next;

      @Override
      public int read(Tensor destination) {
        first = next;
        int count = Math.min(destination.shape().extent(0), samples.size() - next);
        if (count > 0) {
          samples.inputs(IntStream.range(next, next + count).toArray(), destination.rows(0, count));
          next += count;
        }
        return count;
      }

      @Override
      public Optional<RawRows> rows() {
        int offset = first;
        return samples.rows().map(rows -> place -> rows.row(offset + place));
      }

      @Override
      public void close() {
        // The samples belong to their data set.
      }
    };
  }
}
