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

  /** The columns that are read, and whether numbers are made of them. */
  private final Map<String, Boolean> numeric;

  private ParquetRows(ParquetSource source, Map<String, Boolean> numeric) {
    this.source = source;
    this.numeric = numeric;
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
    Map<String, Boolean> numeric = new HashMap<>();
    Set<Integer> places = new HashSet<>();
    for (InputColumn column : columns) {
      int place = header.columns().indexOf(column.name());
      if (place >= 0) {
        places.add(place);
        numeric.put(column.name(), column.match(numbers -> true, names -> false, texts -> false));
      }
    }
    source.only(places);
    return new ParquetRows(source, numeric);
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
      Boolean number = numeric.get(names.get(i));
      cells.put(names.get(i), number == null ? null : cell(row.value(i), number));
    }
    return Optional.of(new Row(source.header().origin().row(row.line()), cells));
  }

  /** What is true is 1 where numbers are learned from, as in training. */
  private static Object cell(Object value, boolean number) {
    return number && value instanceof Boolean flag ? (Object) (flag ? 1 : 0) : value;
  }

  @Override
  public void close() {
    source.close();
  }
}
