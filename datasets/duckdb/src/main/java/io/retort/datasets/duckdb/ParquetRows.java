package io.retort.datasets.duckdb;

import io.retort.core.data.InputColumn;
import io.retort.core.data.RowReader;
import io.retort.datasets.table.engine.TableHeader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of Parquet files as a student reads them. */
public final class ParquetRows implements RowReader {
  private final ParquetSource source;

  /** The places of the columns that are read. */
  private final Set<Integer> places;

  private ParquetRows(ParquetSource source, Set<Integer> places) {
    this.source = source;
    this.places = places;
  }

  /**
   * Opens files.
   *
   * @param path a file, a folder or a pattern
   * @param columns what is read of them, as far as it is there
   */
  public static ParquetRows open(Path path, List<InputColumn> columns) {
    ParquetSource source = ParquetSource.open(path.toAbsolutePath());
    TableHeader header = source.header();
    Set<Integer> places = new HashSet<>();
    for (InputColumn column : columns) {
      int place = header.columns().indexOf(column.name());
      if (place >= 0) {
        places.add(place);
      }
    }
    source.only(places);
    return new ParquetRows(source, places);
  }

  @Override
  public List<String> columns() {
    return source.header().columns();
  }

  @Override
  public Optional<Row> next() {
    ChunkRows row = source.next();
    if (row == null) {
      return Optional.empty();
    }
    Map<String, Object> cells = new HashMap<>();
    List<String> names = columns();
    for (int i = 0; i < names.size(); i++) {
      cells.put(names.get(i), places.contains(i) ? row.value(i) : null);
    }
    return Optional.of(new Row(source.header().origin().row(row.line()), cells));
  }

  @Override
  public void close() {
    source.close();
  }
}
