package io.retort.spark;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The cells that a model reads of Spark's rows. Used by one thread at a time. */
final class RowCells {
  private final List<InputColumn> columns;

  /** Filled anew for each row. */
  private final Map<String, Object> cells = new HashMap<>();

  /** Of the last row, and where the columns are in it. */
  private StructType schema;

  private int[] places = {};

  /**
   * Cells of some columns.
   *
   * @param columns found by their names
   */
  RowCells(List<InputColumn> columns) {
    this.columns = columns;
  }

  /**
   * Makes sure that rows have the columns that a model reads, and that these are of types that it
   * can read.
   *
   * @param schema of the rows
   * @throws RetortException naming the columns that are missing or of another type
   */
  static void require(StructType schema, List<InputColumn> columns) {
    List<String> given = Arrays.asList(schema.fieldNames());
    List<String> absent =
        columns.stream().map(InputColumn::name).filter(name -> !given.contains(name)).toList();
    if (!absent.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The rows have the columns "
              + Echo.of(given)
              + " and lack "
              + Echo.of(absent)
              + ", which the model reads; rename or add them");
    }
    for (InputColumn column : columns) {
      StructField field = schema.apply(column.name());
      if (!isCell(field.dataType())) {
        throw new RetortException(
            ErrorKind.DATA,
            "The column '"
                + field.name()
                + "' has the type "
                + field.dataType().simpleString()
                + ", where the model reads a number, a truth value, a date or a text; cast it to"
                + " one of these");
      }
    }
  }

  private static boolean isCell(DataType type) {
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof NullType;
  }

  /**
   * The cells of a row.
   *
   * @return by the names of their columns; changed by the next call
   * @throws RetortException as {@link #require}
   */
  Map<String, Object> of(Row row) {
    locate(row.schema());
    for (int i = 0; i < places.length; i++) {
      Object cell = row.get(places[i]);
      cells.put(columns.get(i).name(), cell instanceof java.sql.Date day ? day.toString() : cell);
    }
    return cells;
  }

  /** Rows of one partition have the same schema, mostly as the same object. */
  @SuppressWarnings("ReferenceEquality")
  private void locate(StructType next) {
    if (next != schema && !next.equals(schema)) {
      require(next, columns);
      places = columns.stream().mapToInt(column -> next.fieldIndex(column.name())).toArray();
    }
    schema = next;
  }
}
