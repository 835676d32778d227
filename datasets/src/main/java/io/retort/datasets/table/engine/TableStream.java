package io.retort.datasets.table.engine;

import io.retort.core.Warning;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The inputs of rows without labels, encoded as they are read: first those of a table, then those
 * of a source.
 */
final class TableStream implements SampleStream {
  private final TableEncoding encoding;
  private final Table kept;
  private final TableRowWriter keptInputs;
  private final Optional<TableSource> rows;
  private final TableLayout layout;
  private final Map<Integer, Long> unknown = new TreeMap<>();
  private long rowsOfSource;
  private int next;
  private RawRows last = place -> Map.of();

  private TableStream(
      TableEncoding encoding, Table kept, Optional<TableSource> rows, TableLayout layout) {
    this.encoding = encoding;
    this.kept = kept;
    this.keptInputs = new TableRowWriter(encoding, kept);
    this.rows = rows;
    this.layout = layout;
  }

  /** The rows of a table alone. */
  static TableStream of(TableEncoding encoding, Table kept) {
    return new TableStream(encoding, kept, Optional.empty(), kept.layout());
  }

  /**
   * Opens a source, whose columns may stand in another order, and reads its rows after the table's.
   */
  static TableStream open(TableEncoding encoding, Table kept, TableSource.Opener source) {
    TableSource rows = source.open();
    try {
      TableLayout layout = kept.layout().unlabelled(rows.header());
      rows.only(layout.places());
      return new TableStream(encoding, kept, Optional.of(rows), layout);
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
    Table read = Table.read(rows.get(), layout, most - count);
    if (read.size() > 0) {
      count(read);
      new TableRowWriter(encoding, read)
          .write(read.all().slice(0, read.size()), destination.rows(count, read.size()));
      last = place -> place < count ? kept.row(first + place) : read.row(place - count);
    }
    return count + read.size();
  }

  @Override
  public Optional<RawRows> rows() {
    return Optional.of(last);
  }

  private synchronized void count(Table read) {
    encoding.unknown(read).forEach((column, count) -> unknown.merge(column, count, Long::sum));
    rowsOfSource += read.size();
  }

  /** What to say of the rows of the source that were read so far. */
  synchronized List<Warning> warnings() {
    return unknown.entrySet().stream()
        .map(
            found ->
                TableWarnings.unknown(
                    "data.unlabelled",
                    encoding.columns().get(found.getKey()),
                    found.getValue(),
                    rowsOfSource))
        .toList();
  }

  @Override
  public void close() {
    rows.ifPresent(TableSource::close);
  }
}
