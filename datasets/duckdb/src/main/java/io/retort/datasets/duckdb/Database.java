package io.retort.datasets.duckdb;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.datasets.table.engine.TableColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;

/**
 * DuckDB without a database: an empty one in memory, which reads files. It fetches no extension and
 * nothing else from a network, writes nothing but temporary files in a folder of its own, and
 * settings cannot be changed by queries.
 */
final class Database implements AutoCloseable {
  /** Such as {@code Invalid Input Error: }, which says less than what comes after it. */
  private static final Pattern KIND =
      Pattern.compile("^(?:(?:[A-Z][A-Za-z-]* )+Error: |\\w+Exception: )+");

  private final DuckDBConnection connection;
  private final Path temporary;

  /**
   * How DuckDB works.
   *
   * @param threads 1, so that rows come in the same order every time, which more threads only
   *     promise for some queries, and sums are the same to the bit; or more
   * @param megabytes of memory, after which it writes to temporary files
   * @param folder where relative paths start
   */
  record Options(int threads, int megabytes, Optional<Path> folder) {}

  private Database(DuckDBConnection connection, Path temporary) {
    this.connection = connection;
    this.temporary = temporary;
  }

  static Database open(Options options) {
    Path temporary;
    try {
      temporary = Files.createTempDirectory("retort-duckdb");
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "DuckDB gets no folder for temporary files: "
              + Reason.of(failure)
              + "; make room in "
              + System.getProperty("java.io.tmpdir")
              + ", or name another folder with -Djava.io.tmpdir",
          failure);
    }
    try {
      return new Database(connect(options, temporary), temporary);
    } catch (RuntimeException failure) {
      delete(temporary);
      throw failure;
    }
  }

  private static DuckDBConnection connect(Options options, Path temporary) {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    settings.setProperty("threads", Integer.toString(options.threads()));
    settings.setProperty("memory_limit", options.megabytes() + "MB");
    settings.setProperty("temp_directory", temporary.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    options.folder().ifPresent(folder -> settings.setProperty("file_search_path", path(folder)));
    Connection opened = null;
    try {
      opened = new DuckDBDriver().connect("jdbc:duckdb:", settings);
      try (Statement statement = opened.createStatement()) {
        // Or times as text would be those of the machine.
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET lock_configuration = true");
      }
      return opened.unwrap(DuckDBConnection.class);
    } catch (SQLException failure) {
      close(opened, failure);
      throw new RetortException(
          ErrorKind.ENVIRONMENT, "DuckDB cannot be started: " + reason(failure), failure);
    } catch (LinkageError misfit) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The native library of DuckDB cannot be used: "
              + Optional.ofNullable(misfit.getCause()).orElse(misfit).getMessage()
              + "; it is for Linux and macOS on x86-64 and ARM64 and for Windows on x86-64, and is"
              + " unpacked to "
              + System.getProperty("java.io.tmpdir"),
          misfit);
    }
  }

  private static void close(Connection opened, SQLException failure) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (SQLException notClosed) {
      failure.addSuppressed(notClosed);
    }
  }

  /** The folder for relative paths, of which DuckDB takes a list with commas in between. */
  private static String path(Path folder) {
    if (folder.toString().contains(",")) {
      throw new RetortException(
          ErrorKind.DATA,
          "The folder "
              + folder
              + " has a comma in its path, so that DuckDB does not find files there by relative"
              + " paths; name another one under folder, and give the files by their whole paths");
    }
    return folder.toAbsolutePath().toString();
  }

  /** A column of a result. */
  record Column(String name, TableColumnType type) {}

  /** The columns that a query would give. */
  List<Column> columns(String query) throws SQLException {
    try (DuckDBPreparedStatement statement = prepare(query)) {
      ResultSetMetaData found = statement.getMetaData();
      List<Column> columns = new ArrayList<>();
      for (int i = 1; i <= found.getColumnCount(); i++) {
        columns.add(new Column(found.getColumnName(i), SqlTypes.of(found.getColumnTypeName(i))));
      }
      return columns;
    }
  }

  /** The texts of the only row of a query, to which some texts are given. */
  List<String> row(String query, String... arguments) throws SQLException {
    try (DuckDBPreparedStatement statement = prepare(query)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<String> texts = new ArrayList<>();
        found.next();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          texts.add(found.getString(i));
        }
        return texts;
      }
    }
  }

  DuckDBPreparedStatement prepare(String query) throws SQLException {
    return connection.prepare(query);
  }

  /** What DuckDB says of a failure, in one line: without its drawing of where in a query. */
  static String reason(Exception failure) {
    return KIND.matcher(said(failure))
        .replaceFirst("")
        .lines()
        .takeWhile(line -> !line.isBlank() && !line.startsWith("LINE "))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  /** Whether a query needs more memory than it may use, also with temporary files. */
  static boolean isOutOfMemory(Exception failure) {
    return said(failure).startsWith("Out of Memory Error");
  }

  private static String said(Exception failure) {
    Throwable cause = failure;
    while (!(cause instanceof SQLException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).strip();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT, "DuckDB cannot be stopped: " + reason(failure), failure);
    } finally {
      delete(temporary);
    }
  }

  /** What cannot be deleted is left to the system, which cleans up its temporary files. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException gone) {
      folder.toFile().delete();
    }
  }
}
