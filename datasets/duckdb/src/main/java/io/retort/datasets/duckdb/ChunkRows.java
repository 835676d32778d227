package io.retort.datasets.duckdb;

import io.retort.core.data.DecimalNumber;
import io.retort.datasets.table.engine.TableColumnType;
import io.retort.datasets.table.engine.TableColumnType.Kind;
import io.retort.datasets.table.engine.TableRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The rows of a query as DuckDB gives them: a chunk of some thousand at a time, whose columns are
 * read one after the other. It is the current one of these rows itself.
 */
final class ChunkRows implements TableRow, AutoCloseable {
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;

  /** The places of the columns that are read, in the order in which they are selected. */
  private final List<Integer> places;

  /** By places, as are the arrays below. */
  private final boolean[] isText;

  private final DuckDBReadableVector[] vectors;
  private final double[][] numbers;
  private final String[][] texts;

  private int rows;
  private int row = -1;
  private long line;

  /** Which columns of a query are which ones of a table. */
  static final class Selection {
    private final boolean[] texts;
    private final List<Integer> places = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();

    /**
     * No column.
     *
     * @param size the number of columns of the table
     */
    Selection(int size) {
      texts = new boolean[size];
    }

    /**
     * Adds a column.
     *
     * @param place in the table
     * @param position among the columns that are selected from
     */
    void add(int place, int position, TableColumnType type) {
      texts[place] = type.kind() == Kind.TEXT;
      places.add(place);
      // By its number, since names may differ in nothing but their case.
      expressions.add(SqlTypes.readable("#" + (position + 1), type));
    }

    /** Where no column is wanted, rows are counted. */
    private String expression() {
      return expressions.isEmpty() ? "1" : String.join(", ", expressions);
    }
  }

  private ChunkRows(DuckDBPreparedStatement statement, Selection selection, long line)
      throws SQLException {
    this.statement = statement;
    this.places = selection.places;
    this.isText = selection.texts;
    this.line = line;
    this.vectors = new DuckDBReadableVector[isText.length];
    this.numbers = new double[isText.length][0];
    this.texts = new String[isText.length][0];
    this.result = statement.query();
  }

  /**
   * Begins a query.
   *
   * @param from what stands behind FROM
   * @param line the number of the row before the first
   */
  static ChunkRows of(Database database, String from, Selection selection, long line)
      throws SQLException {
    DuckDBPreparedStatement statement =
        database.prepare("SELECT " + selection.expression() + " FROM " + from);
    try {
      return new ChunkRows(statement, selection, line);
    } catch (SQLException | RuntimeException failure) {
      statement.close();
      throw failure;
    }
  }

  /** Goes to the next row, if there is one. */
  boolean next() {
    row++;
    line++;
    while (row >= rows) {
      if (!result.nextChunk()) {
        return false;
      }
      read(result.chunk());
      row = 0;
    }
    return true;
  }

  private void read(DuckDBDataChunkReader chunk) {
    rows = (int) chunk.rowCount();
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      DuckDBReadableVector vector = chunk.vector(i);
      vectors[place] = vector;
      if (isText[place]) {
        texts[place] = texts[place].length < rows ? new String[rows] : texts[place];
        for (int j = 0; j < rows; j++) {
          texts[place][j] = vector.isNull(j) ? "" : vector.getString(j);
        }
      } else {
        numbers[place] = numbers[place].length < rows ? new double[rows] : numbers[place];
        for (int j = 0; j < rows; j++) {
          numbers[place][j] = vector.isNull(j) ? Double.NaN : number(vector, j);
        }
      }
    }
  }

  /** What is true is 1, and a number of more digits than a double has is rounded to the nearest. */
  private static double number(DuckDBReadableVector vector, int at) {
    return switch (vector.getType()) {
      case DOUBLE -> vector.getDouble(at);
      case FLOAT -> vector.getFloat(at);
      case BOOLEAN -> vector.getBoolean(at) ? 1 : 0;
      default -> exact(vector, at).doubleValue();
    };
  }

  private static Number exact(DuckDBReadableVector vector, int at) {
    DuckDBColumnType type = vector.getType();
    return switch (type) {
      case DOUBLE -> vector.getDouble(at);
      case FLOAT -> vector.getFloat(at);
      case TINYINT -> vector.getByte(at);
      case SMALLINT -> vector.getShort(at);
      case INTEGER -> vector.getInt(at);
      case BIGINT -> vector.getLong(at);
      case UTINYINT -> vector.getUint8(at);
      case USMALLINT -> vector.getUint16(at);
      case UINTEGER -> vector.getUint32(at);
      case UBIGINT -> vector.getUint64(at);
      case HUGEINT -> vector.getHugeInt(at);
      case UHUGEINT -> vector.getUHugeInt(at);
      case DECIMAL -> vector.getBigDecimal(at);
      default -> throw new IllegalStateException(type + " is not a type of numbers");
    };
  }

  /**
   * A cell as what it is.
   *
   * @return a text, a number, whether something is true, or null where nothing is there
   */
  Object value(int column) {
    DuckDBReadableVector vector = vectors[column];
    if (vector.isNull(row)) {
      return null;
    } else if (isText[column]) {
      return texts[column][row];
    }
    return vector.getType() == DuckDBColumnType.BOOLEAN
        ? (Object) vector.getBoolean(row)
        : exact(vector, row);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public String cell(int column) {
    if (isText[column]) {
      return texts[column][row];
    }
    DuckDBReadableVector vector = vectors[column];
    if (vector.isNull(row)) {
      return "";
    }
    return switch (vector.getType()) {
      case BOOLEAN -> Boolean.toString(vector.getBoolean(row));
      // As a student is given them later, who does not see how they were kept.
      case DOUBLE, FLOAT -> DecimalNumber.text(exact(vector, row), '.');
      default -> exact(vector, row).toString();
    };
  }

  @Override
  public boolean is(int column, String text) {
    if (isText[column]) {
      return texts[column][row].equals(text);
    }
    return text.isEmpty()
        ? Double.isNaN(numbers[column][row]) && vectors[column].isNull(row)
        : cell(column).equals(text);
  }

  @Override
  public double number(int column) {
    return numbers[column][row];
  }

  @Override
  public void close() throws SQLException {
    try {
      result.close();
    } finally {
      statement.close();
    }
  }
}
