package io.retort.datasets.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBDriver;

/** Runs any SQL, as the data sets do not, to write files. */
final class Sql {

  private Sql() {}

  /** Runs statements with DuckDB as it is. */
  static void run(String... statements) throws SQLException {
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", null);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** Writes what a query gives to a file of Parquet or CSV, as its name says. */
  static void write(Path file, String query) throws SQLException {
    run("COPY (" + query + ") TO '" + file + "'");
  }
}
