package io.retort.datasets.duckdb.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.InputColumn;
import io.retort.core.data.RowFormat;
import io.retort.core.data.RowReader;
import io.retort.datasets.duckdb.ParquetRows;
import java.nio.file.Path;
import java.util.List;

/** Reads {@link ParquetRows}. */
@AutoService(RowFormat.class)
public final class ParquetRowFormat implements RowFormat {

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean reads(String file) {
    return file.endsWith(".parquet");
  }

  @Override
  public RowReader open(Path file, List<InputColumn> columns) {
    return ParquetRows.open(file, columns);
  }
}
