package io.retort.datasets.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Queries that only read. DuckDB has no such mode where there is no file of a database: {@code
 * COPY}, {@code ATTACH} and {@code EXPORT} would write files, and {@code COPY} also within {@code
 * WITH}. So what its parser makes of a query is looked at.
 */
final class ReadOnly {
  private static final String PARSED =
      "SELECT json_extract_string(parsed, '$.error_type'),"
          + " json_extract_string(parsed, '$.error_message'),"
          + " json_array_length(parsed, '$.statements'), parsed"
          + " FROM (SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS parsed)";

  private static final String NOT_A_SELECT = "not implemented";

  /** The kind of a query and of each one in it. Quotes within texts have a backslash before. */
  private static final Pattern NODE = Pattern.compile("\"type\":\"(\\w+_NODE)\"");

  private static final Set<String> READING =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");

  private ReadOnly() {}

  /** Refuses what is not one query that only reads. */
  static void require(Database database, QueryOrigin origin, String query) throws SQLException {
    List<String> parsed = database.row(PARSED, query);
    String error = parsed.get(0);
    if (NOT_A_SELECT.equals(error)) {
      throw origin.problem("may only read: give a SELECT, perhaps with FROM or WITH before it");
    } else if (error != null) {
      throw origin.problem("is not understood: " + parsed.get(1) + "; correct it");
    }
    int statements = Integer.parseInt(parsed.get(2));
    if (statements != 1) {
      throw origin.problem("has " + statements + " statements; give one SELECT");
    }
    NODE.matcher(parsed.get(3))
        .results()
        .map(node -> node.group(1))
        .filter(node -> !READING.contains(node))
        .findFirst()
        .ifPresent(
            node -> {
              throw origin.problem(
                  "may only read, but has a part that writes ("
                      + node.replaceFirst("(_QUERY)?_NODE", "")
                      + "); leave it out");
            });
  }
}
