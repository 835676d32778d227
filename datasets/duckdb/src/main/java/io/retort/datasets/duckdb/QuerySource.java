package io.retort.datasets.duckdb;

import io.retort.datasets.table.engine.TableColumnType;
import io.retort.datasets.table.engine.TableHeader;
import io.retort.datasets.table.engine.TableRow;
import io.retort.datasets.table.engine.TableSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The rows of one query. */
final class QuerySource implements TableSource {
  private final Database database;
  private final QueryOrigin origin;
  private final String query;
  private final TableHeader header;
  private final List<TableColumnType> types;
  private List<Integer> places;
  private ChunkRows rows;

  private QuerySource(Database database, QueryOrigin origin, String query) throws SQLException {
    this.database = database;
    this.origin = origin;
    this.query = query;
    ReadOnly.require(database, origin, query);
    List<Database.Column> columns = database.columns(query);
    this.types = columns.stream().map(Database.Column::type).toList();
    this.header =
        TableHeader.of(origin, columns.stream().map(Database.Column::name).toList(), types);
    this.places = IntStream.range(0, columns.size()).boxed().toList();
  }

  /** Understands a query, which is made when its rows are read. */
  static QuerySource open(Database.Options options, QueryOrigin origin, String query) {
    Database database = Database.open(options);
    try {
      return new QuerySource(database, origin, query);
    } catch (SQLException failure) {
      database.close();
      throw origin.failure(failure);
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  @Override
  public TableHeader header() {
    return header;
  }

  @Override
  public void only(Set<Integer> wanted) {
    places = wanted.stream().sorted().toList();
  }

  @Override
  public TableRow next() {
    try {
      if (rows == null) {
        // On a line of its own, since the query may end with a comment.
        String single = query.strip().replaceFirst("[;\\s]+$", "");
        rows = ChunkRows.of(database, "(" + single + "\n)", selection(), 0);
      }
      return rows.next() ? rows : null;
    } catch (SQLException | RuntimeException failure) {
      throw origin.failure(failure);
    }
  }

  private ChunkRows.Selection selection() {
    ChunkRows.Selection selection = new ChunkRows.Selection(types.size());
    places.forEach(place -> selection.add(place, place, types.get(place)));
    return selection;
  }

  @Override
  public void close() {
    try {
      if (rows != null) {
        rows.close();
      }
    } catch (SQLException failure) {
      throw origin.failure(failure);
    } finally {
      database.close();
    }
  }
}
