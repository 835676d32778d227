/**
 * Tables that DuckDB reads: Parquet files, and the rows of a query.
 *
 * <p>Each data set is a record of its settings whose {@code load} reads the data. Rows come from
 * DuckDB a chunk at a time, column by column, and go to the engine of {@code
 * io.retort.datasets.table.engine} as those of CSV files do.
 */
package io.retort.datasets.duckdb;
