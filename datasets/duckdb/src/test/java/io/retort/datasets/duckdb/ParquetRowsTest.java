package io.retort.datasets.duckdb;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.RowFormat;
import io.retort.core.data.RowReader;
import io.retort.datasets.duckdb.providers.ParquetProvider;
import io.retort.datasets.duckdb.providers.ParquetRowFormat;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a student is asked for are prepared as those that it has learned from. */
class ParquetRowsTest {
  /** All kinds of columns; what is true or false is a number once, and a category once. */
  private static final String ROWS =
      """
      SELECT CASE WHEN i % 11 = 3 THEN NULL ELSE sin(i * 1.7) * pow(10, i % 20 - 10) END AS size,
        CAST(sin(i) AS FLOAT) AS single,
        CAST(i % 128 AS TINYINT) AS byte,
        1234567890123456789 + i * 1001 AS long,
        CAST(i * 10000000000000 AS HUGEINT) * 100000000 AS huge,
        CAST(i / 7.0 AS DECIMAL(18, 6)) AS price,
        i % 3 = 0 AS flag,
        i % 5 = 0 AS sort,
        i / 4 AS quarter,
        CASE WHEN i % 13 = 5 THEN NULL ELSE 'c' || i % 5 END AS colour,
        CAST(i % 4 AS INTEGER) AS place,
        DATE '2024-02-27' + CAST(i % 3 AS INTEGER) AS day,
        [i] AS others,
        chr(CAST(97 + i % 3 AS INTEGER)) AS kind
      FROM range(700) t(i)\
      """;

  @TempDir private Path folder;
  private final RowFormat format = new ParquetRowFormat();

  private Dataset table() throws SQLException {
    Path file = folder.resolve("t.parquet");
    Sql.write(file, ROWS);
    Given given =
        Given.label("kind")
            .categorical("sort", "quarter", "colour", "place", "day")
            .ignore("others")
            .fill();
    return new ParquetProvider().create(given.parquet("t.parquet"), new TestContext(folder, 1));
  }

  @Test
  void rowsBecomeTheInputsOfTheTrainingToTheBit() throws SQLException {
    try (Dataset table = table()) {
      RowEncoder encoder = new RowEncoder((InputPreparation.Table) table.preparation());
      float[] expected = Same.inputs(table, table.train());
      Path file = folder.resolve("t.parquet");
      int width = encoder.width();
      int count = 0;
      try (RowReader rows = format.open(file, encoder.columns())) {
        for (Optional<RowReader.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
          assertArrayEquals(
              Arrays.copyOfRange(expected, count * width, (count + 1) * width),
              encoder.encode(row.get().cells()),
              row.get().place());
          count++;
          assertEquals("row " + count, row.get().place());
        }
      }
      assertEquals(700, count);
    }
  }

  @Test
  void columnsThatNobodyReadsAreNamedOnly() throws SQLException {
    try (Dataset table = table()) {
      InputColumn size = table.preparation().columns().get(0);
      try (RowReader rows = format.open(folder.resolve("t.parquet"), List.of(size))) {
        assertTrue(rows.columns().contains("others"));
        Map<String, ?> cells = rows.next().orElseThrow().cells();
        assertEquals(rows.columns().size(), cells.size());
        assertNull(cells.get("price"));
        assertEquals(0.0, cells.get("size"));
      }
    }
  }

  @Test
  void severalFilesAreReadOneAfterTheOther() throws SQLException {
    Sql.write(folder.resolve("b.parquet"), "SELECT 2 AS x");
    Sql.write(folder.resolve("a.parquet"), "SELECT 1 AS x");
    for (Path path : List.of(folder, folder.resolve("*.parquet"))) {
      try (RowReader rows = format.open(path, List.of())) {
        assertEquals("row 1 of a.parquet", rows.next().orElseThrow().place());
        assertEquals("row 1 of b.parquet", rows.next().orElseThrow().place());
        assertFalse(rows.next().isPresent());
      }
    }
  }

  @Test
  void whatIsNoParquetIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.parquet"), "a,b");
    assertRefused(() -> format.open(file, List.of()), "x.parquet is not a Parquet file");
    assertRefused(() -> format.open(folder.resolve("none.parquet"), List.of()), "none.parquet");
    assertTrue(format.reads("x.parquet"));
    assertFalse(format.reads("x.csv"));
  }
}
