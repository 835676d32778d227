package io.retort.datasets.duckdb;

import io.retort.core.data.MissingValues;
import io.retort.core.data.TableFormat;
import io.retort.datasets.table.engine.TableColumnType;
import io.retort.datasets.table.engine.TableColumnType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What DuckDB's types are to a table. */
final class SqlTypes {
  /** Rows without a label have NULL there, or an empty text; any other text is a class. */
  static final List<String> MISSING_LABELS = List.of("");

  private static final Set<String> NUMBERS =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL");

  private static final Set<String> TEXTS =
      Set.of(
          "VARCHAR",
          "ENUM",
          "JSON",
          "UUID",
          "DATE",
          "TIME",
          "TIME_NS",
          "TIME WITH TIME ZONE",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS",
          "TIMESTAMP WITH TIME ZONE",
          "INTERVAL");

  /** The type of NULL where nothing says another one. */
  private static final String NOTHING = "\"NULL\"";

  private SqlTypes() {}

  /**
   * How rows are written that a student is asked for later: a cell that is empty stands for NULL.
   */
  static TableFormat format(MissingValues missing) {
    return new TableFormat(true, ',', '.', List.of(""), missing);
  }

  /** The type that DuckDB calls so. */
  static TableColumnType of(String name) {
    String family = name.replaceFirst("\\(.*", "").toUpperCase(Locale.ROOT);
    if (name.endsWith("]")) {
      return new TableColumnType(Kind.NESTED, name);
    } else if (NUMBERS.contains(family) || name.equals(NOTHING)) {
      return new TableColumnType(Kind.NUMBER, name);
    }
    return new TableColumnType(TEXTS.contains(family) ? Kind.TEXT : Kind.NESTED, name);
  }

  /** An expression for a column of a type, whose chunks can be read from Java. */
  static String readable(String column, TableColumnType type) {
    if (type.name().equals(NOTHING)) {
      return "CAST(" + column + " AS DOUBLE)";
    }
    return type.kind() == Kind.TEXT ? "CAST(" + column + " AS VARCHAR)" : column;
  }

  /**
   * Whether a column may have one type in one file and another in another: numbers are the same
   * numbers whatever they are kept as, but for what is true or false.
   */
  static boolean alike(TableColumnType one, TableColumnType other) {
    return one.name().equals(other.name())
        || (one.kind() == Kind.NUMBER
            && other.kind() == Kind.NUMBER
            && !one.name().equals("BOOLEAN")
            && !other.name().equals("BOOLEAN"));
  }
}
