package io.retort.datasets.duckdb;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.file.DataFile;
import io.retort.datasets.table.engine.TableColumnType;
import io.retort.datasets.table.engine.TableHeader;
import io.retort.datasets.table.engine.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of Parquet files that have the same columns, one file after the other. */
final class ParquetSource implements TableSource {
  /** What decoding needs: the rows of one chunk, and pages of the columns. */
  private static final Database.Options OPTIONS = new Database.Options(1, 1024, Optional.empty());

  private final Database database;
  private final ParquetOrigin origin;
  private final TableHeader header;

  /** The columns of each file, which may stand in another order. */
  private final List<List<Database.Column>> columns;

  private Set<Integer> places;
  private int file = -1;
  private ChunkRows rows;

  private ParquetSource(
      Database database,
      ParquetOrigin origin,
      TableHeader header,
      List<List<Database.Column>> columns) {
    this.database = database;
    this.origin = origin;
    this.header = header;
    this.columns = columns;
    this.places = IntStream.range(0, header.size()).boxed().collect(Collectors.toSet());
  }

  /**
   * Opens the files that a path means, and looks at the columns of all of them.
   *
   * @param path absolute
   */
  static ParquetSource open(Path path) {
    List<Path> files = ParquetFiles.of(path);
    Database database = Database.open(OPTIONS);
    try {
      List<ParquetOrigin.Part> parts = new ArrayList<>();
      List<List<Database.Column>> columns = new ArrayList<>();
      long before = 0;
      for (Path file : files) {
        parts.add(new ParquetOrigin.Part(file, before));
        columns.add(columns(database, file));
        requireLike(files.get(0), columns.get(0), file, columns.get(columns.size() - 1));
        before += rows(database, file);
      }
      ParquetOrigin origin = new ParquetOrigin(path, parts);
      TableHeader header =
          TableHeader.of(
              origin,
              columns.get(0).stream().map(Database.Column::name).toList(),
              columns.get(0).stream().map(Database.Column::type).toList());
      return new ParquetSource(database, origin, header, columns);
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  /** Columns in folders' names, such as year=2020, would not be there for a file by itself. */
  private static String table(Path file) {
    return "read_parquet(" + ParquetFiles.table(file) + ", hive_partitioning = false)";
  }

  private static List<Database.Column> columns(Database database, Path file) {
    try {
      return database.columns("SELECT * FROM " + table(file));
    } catch (SQLException failure) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " is not a Parquet file, or is cut off or damaged: "
              + Database.reason(failure)
              + "; get it again",
          failure);
    }
  }

  private static long rows(Database database, Path file) {
    try {
      return Long.parseLong(
          database
              .row("SELECT num_rows FROM parquet_file_metadata(" + ParquetFiles.table(file) + ")")
              .get(0));
    } catch (SQLException failure) {
      throw damaged(file, failure);
    }
  }

  private static RetortException damaged(Path file, Exception failure) {
    return new RetortException(
        ErrorKind.DATA,
        "The Parquet file "
            + file
            + " cannot be read: "
            + Database.reason(failure)
            + "; get it again",
        failure);
  }

  private static void requireLike(
      Path first, List<Database.Column> expected, Path file, List<Database.Column> found) {
    Map<String, TableColumnType> types = new HashMap<>();
    found.forEach(column -> types.put(column.name(), column.type()));
    for (Database.Column column : expected) {
      TableColumnType type = types.remove(column.name());
      if (type == null) {
        throw misfit(file, "has no column '" + Echo.of(column.name()) + "', but " + first + " has");
      } else if (!SqlTypes.alike(column.type(), type)) {
        throw misfit(
            file,
            "has the column '"
                + Echo.of(column.name())
                + "' as "
                + Echo.of(type.name())
                + ", but "
                + first
                + " has it as "
                + Echo.of(column.type().name()));
      }
    }
    if (!types.isEmpty()) {
      throw misfit(
          file,
          "has the column " + Echo.of(List.copyOf(types.keySet())) + ", but " + first + " has not");
    }
  }

  private static RetortException misfit(Path file, String clause) {
    return new RetortException(
        ErrorKind.DATA,
        "The file "
            + file
            + " "
            + clause
            + "; write both with the same columns, or select columns with kind: duckdb");
  }

  @Override
  public TableHeader header() {
    return header;
  }

  @Override
  public void only(Set<Integer> wanted) {
    places = wanted;
  }

  @Override
  public ChunkRows next() {
    try {
      while (rows == null || !rows.next()) {
        closeRows();
        if (file + 1 == columns.size()) {
          return null;
        }
        file++;
        ParquetOrigin.Part part = origin.parts().get(file);
        rows = ChunkRows.of(database, table(part.file()), selection(), part.before());
      }
      return rows;
    } catch (SQLException | RuntimeException failure) {
      throw damaged(origin.parts().get(file).file(), failure);
    }
  }

  /** The wanted columns of the current file, by the places that they have in the first one. */
  private ChunkRows.Selection selection() {
    List<String> names = columns.get(file).stream().map(Database.Column::name).toList();
    ChunkRows.Selection selection = new ChunkRows.Selection(header.size());
    for (int place : places) {
      int position = names.indexOf(header.columns().get(place));
      selection.add(place, position, columns.get(file).get(position).type());
    }
    return selection;
  }

  private void closeRows() throws SQLException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }

  /** The paths, sizes and times of all files. */
  @Override
  public Optional<Identity> identity() {
    List<String> facts = new ArrayList<>();
    for (ParquetOrigin.Part part : origin.parts()) {
      try {
        BasicFileAttributes found = Files.readAttributes(part.file(), BasicFileAttributes.class);
        facts.add(part.file().toRealPath().toString());
        facts.add(found.size() + " " + found.lastModifiedTime());
      } catch (IOException failure) {
        throw DataFile.failure(part.file(), failure);
      }
    }
    String first = String.valueOf(origin.parts().get(0).file().getFileName());
    int others = origin.parts().size() - 1;
    return Optional.of(new Identity(others == 0 ? first : first + "+" + others, facts));
  }

  @Override
  public void close() {
    try {
      closeRows();
    } catch (SQLException failure) {
      throw damaged(origin.written(), failure);
    } finally {
      database.close();
    }
  }
}
