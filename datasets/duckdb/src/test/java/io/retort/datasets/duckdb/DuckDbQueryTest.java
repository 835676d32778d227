package io.retort.datasets.duckdb;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.plugin.Context;
import io.retort.datasets.Csv;
import io.retort.datasets.CsvFiles;
import io.retort.datasets.duckdb.providers.DuckDbQueryProvider;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbQueryTest {
  private static final Optional<String> NONE = Optional.empty();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws SQLException {
    Sql.write(
        folder.resolve("t.csv"),
        "SELECT i * 0.37 AS x, 'w' || i % 3 AS w, 'ab'[1 + i % 2] AS kind FROM range(9000) t(i)");
  }

  private Context context() {
    return new TestContext(folder, 1);
  }

  private Dataset load(DuckDbQuery settings) {
    return new DuckDbQueryProvider().create(settings, context());
  }

  private static Given usual() {
    return Given.label("kind").categorical("w");
  }

  private void refused(Given given, String query, String... parts) {
    RetortException refusal = assertRefused(() -> load(given.query(query)).close(), parts);
    assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("^"), refusal.getMessage());
  }

  @Test
  void rowsAreThoseOfTheFileThatIsQueried() {
    try (Dataset expected =
        CsvFiles.load(
            Csv.builder(Path.of("t.csv")).label("kind").categorical("w").build(), context())) {
      for (String query :
          List.of(
              "SELECT * FROM 't.csv'", "FROM 't.csv'; ", "WITH a AS (FROM 't.csv') FROM a -- x")) {
        try (Dataset actual = load(usual().query(query))) {
          Same.assertSame(expected, actual);
        }
      }
    }
  }

  @Test
  void orderTestRowsAndRowsWithoutLabelsAreThoseOfTheQueries() {
    Given given = Given.label("kind").ignore("w");
    given.standardise = false;
    try (Dataset data =
        load(
            given.query(
                "SELECT * FROM 't.csv' WHERE x < 1.2 ORDER BY x DESC",
                Optional.of("SELECT * FROM 't.csv' WHERE x < 0.7"),
                Optional.of("SELECT w, x * 2 AS x FROM 't.csv' LIMIT 2")))) {
      assertArrayEquals(new float[] {1.11f, 0.74f, 0.37f, 0}, Same.inputs(data, data.train()));
      assertArrayEquals(new float[] {0, 0.37f}, Same.inputs(data, data.test().orElseThrow()));
      assertEquals(List.of(0f, 0.74f), Same.values(data.unlabelled(), data));
    }
  }

  @Test
  void aSortedQueryGivesTheSameRowsEveryTime() {
    String query =
        "SELECT hash(i) % 1000 AS x, i % 2 AS kind, 'w' AS w FROM range(300000) t(i)"
            + " ORDER BY hash(i)";
    try (Dataset one = load(usual().query(query));
        Dataset other = load(usual().query(query))) {
      assertEquals(300_000, one.train().size());
      assertArrayEquals(Same.inputs(one, one.train()), Same.inputs(other, other.train()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO 'new.csv'",
        "ATTACH 'new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 8",
        "CREATE TABLE new AS SELECT 1",
        "EXPORT DATABASE 'new'",
        "EXPLAIN SELECT 1",
        "WITH a AS (COPY (SELECT 1) TO 'new.csv') SELECT 1 AS x, 'a' AS kind",
        "WITH a AS (INSERT INTO b VALUES (1)) SELECT 1 AS x, 'a' AS kind",
        "SELECT 1 AS x, 'a' AS kind; COPY (SELECT 1) TO 'new.csv'",
        "SELECT 1) TO 'x'; COPY (SELECT 1"
      })
  void whatWouldWriteIsRefused(String query) throws IOException {
    Set<String> before = files();
    refused(Given.label("kind"), query, "The query under query");
    assertEquals(before, files());
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> names = files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
      for (String name : List.of("new.csv", "new.db", "new")) {
        if (Files.exists(Path.of(name))) {
          names.add(name);
        }
      }
      return names;
    }
  }

  @Test
  void queriesThatFailSayWhyInOneLine() {
    refused(usual(), "SELEC 1", "is not understood: syntax error at or near \"SELEC\"", "correct");
    refused(usual(), "SELECT y FROM 't.csv'", "\"y\" not found", "The query under query fails");
    refused(usual(), "SELECT * FROM 'none.csv'", "No files found", "none.csv");
    refused(usual(), "SELECT * FROM 'https://127.0.0.1/t.csv'", "requires the extension httpfs");
    refused(
        usual(),
        "SELECT CAST(w AS INTEGER) AS x, w, kind FROM 't.csv'",
        "The query under query fails",
        "Could not convert string 'w0'");
    refused(usual(), "FROM enable_logging(storage = 'file', storage_path = 'new')", "locked");
    refused(usual(), "", "has 0 statements; give one SELECT");
    assertRefused(
        () -> load(usual().query("FROM 't.csv'", Optional.of("FROM 'u.csv'"), NONE)).close(),
        "The query under test-query fails");
  }

  @Test
  void aQueryThatNeedsMoreMemoryIsToldOfTheKey() {
    refused(
        Given.label("kind"),
        "SELECT len(list(i)) AS x, 'a' AS kind FROM range(100000000) t(i)",
        "The query under query fails",
        "raise memory");
  }

  @Test
  void columnsThatDoNotFit() {
    refused(usual(), "SELECT x, x, w, kind FROM 't.csv'", "two columns called 'x'", "rename one");
    refused(usual(), "SELECT x, w FROM 't.csv'", "no column 'kind'", "[x, w]");
    refused(usual(), "SELECT * FROM 't.csv' LIMIT 0", "has no rows");
    refused(
        Given.label("kind"),
        "FROM 't.csv'",
        "the query under query, column 'w': the type VARCHAR of this input is not a number");
    refused(
        usual(),
        "SELECT [x] AS x, w, kind FROM 't.csv'",
        "column 'x'",
        "the type DOUBLE[] of this input is neither a number nor a text");
    refused(
        usual(),
        "SELECT CASE WHEN x > 370 THEN 1e300 ELSE x END AS x, w, kind FROM 't.csv'",
        "The query under query, row 1002, column 'x': '1.0E300' is not a finite 32-bit number",
        "select NULL");
  }

  /** Names may differ in their case alone, which DuckDB does not tell apart. */
  @Test
  void columnsAreToldApartByTheirPlaces() {
    Given given = Given.label("kind");
    given.standardise = false;
    try (Dataset data =
        load(given.query("SELECT i AS a, i * 2 AS A, i % 2 AS kind FROM range(3) t(i)"))) {
      assertArrayEquals(new float[] {0, 0, 1, 2, 2, 4}, Same.inputs(data, data.train()));
    }
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Set<Path> before = databases(temporary);
    load(usual().query("FROM 't.csv'")).close();
    refused(usual(), "FROM 'none.csv'", "none.csv");
    refused(usual(), "COPY (SELECT 1) TO 'new.csv'", "may only read");
    assertEquals(before, databases(temporary));
  }

  private static Set<Path> databases(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("retort-duckdb"))
          .collect(Collectors.toSet());
    }
  }

  @Nested
  class Contract extends DatasetContract<DuckDbQuery> {
    @Override
    protected DatasetProvider<DuckDbQuery> provider() {
      return new DuckDbQueryProvider();
    }

    @Override
    protected DuckDbQuery configuration() {
      return usual().query("FROM 't.csv' LIMIT 300", Optional.of("FROM 't.csv' OFFSET 8950"), NONE);
    }

    @Override
    protected Context context() {
      return DuckDbQueryTest.this.context();
    }
  }
}
