import io.retort.core.data.DatasetProvider;
import io.retort.core.data.RowFormat;
import io.retort.datasets.duckdb.providers.DuckDbQueryProvider;
import io.retort.datasets.duckdb.providers.ParquetProvider;
import io.retort.datasets.duckdb.providers.ParquetRowFormat;

/** Data sets from Parquet files, and from whatever DuckDB queries. */
module io.retort.datasets.duckdb {
  requires duckdb.jdbc;
  requires transitive io.retort.core;
  requires transitive io.retort.datasets;
  requires java.sql;
  requires static com.google.auto.service;

  exports io.retort.datasets.duckdb;

  provides DatasetProvider with
      DuckDbQueryProvider,
      ParquetProvider;
  provides RowFormat with
      ParquetRowFormat;
}
