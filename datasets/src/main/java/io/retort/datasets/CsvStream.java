package io.retort.datasets;

import io.retort.core.Warning;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The inputs of rows without labels, encoded as they are read: first those of a table, then those
 * of a file.
 */
final class CsvStream implements SampleStream {
  private final CsvEncoding encoding;
  private final CsvTable kept;
  private final CsvRowWriter keptInputs;
  private final Optional<CsvRows> rows;
  private final CsvLayout layout;
  private final Map<Integer, Long> unknown = new TreeMap<>();
  private long rowsOfFile;
  private int next;
  private RawRows last = place -> Map.of();

  private CsvStream(CsvEncoding encoding, CsvTable kept, Optional<CsvRows> rows, CsvLayout layout) {
    this.encoding = encoding;
    this.kept = kept;
    this.keptInputs = new CsvRowWriter(encoding, kept);
    this.rows = rows;
    this.layout = layout;
  }

  /** The rows of a table alone. */
  static CsvStream of(CsvEncoding encoding, CsvTable kept) {
    return new CsvStream(encoding, kept, Optional.empty(), kept.layout());
  }

  /**
   * Opens a file, whose columns may stand in another order, and reads its rows after the table's.
   */
  static CsvStream open(CsvEncoding encoding, CsvTable kept, Path file) {
    CsvRows rows = CsvRows.open(file, kept.layout().settings());
    try {
      return new CsvStream(
          encoding, kept, Optional.of(rows), kept.layout().unlabelled(rows.header()));
    } catch (RuntimeException unfit) {
      rows.close();
      throw unfit;
    }
  }

  @Override
  public int read(Tensor destination) {
    int most = destination.shape().extent(0);
    int first = next;
    int count = Math.max(0, Math.min(most, kept.size() - next));
    last = place -> kept.row(first + place);
    if (count > 0) {
      keptInputs.write(IntStream.range(first, first + count).toArray(), destination.rows(0, count));
      next += count;
    }
    if (rows.isEmpty() || count == most) {
      return count;
    }
    CsvTable read = CsvTable.read(rows.get(), layout, most - count);
    if (read.size() > 0) {
      count(read);
      new CsvRowWriter(encoding, read).write(read.all(), destination.rows(count, read.size()));
      last = place -> place < count ? kept.row(first + place) : read.row(place - count);
    }
    return count + read.size();
  }

  @Override
  public Optional<RawRows> rows() {
    return Optional.of(last);
  }

  private synchronized void count(CsvTable read) {
    encoding.unknown(read).forEach((column, count) -> unknown.merge(column, count, Long::sum));
    rowsOfFile += read.size();
  }

  /** What to say of the rows of the file that were read so far. */
  synchronized List<Warning> warnings() {
    return unknown.entrySet().stream()
        .map(
            found ->
                CsvWarnings.unknown(
                    "data.unlabelled",
                    encoding.columns().get(found.getKey()),
                    found.getValue(),
                    rowsOfFile))
        .toList();
  }

  @Override
  public void close() {
    rows.ifPresent(CsvRows::close);
  }
}
