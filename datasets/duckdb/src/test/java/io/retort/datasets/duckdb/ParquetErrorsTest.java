package io.retort.datasets.duckdb;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.duckdb.providers.ParquetProvider;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with Parquet files is said in one sentence, with the fix. */
class ParquetErrorsTest {
  private static final String ROWS =
      "SELECT i * 0.37 AS x, 'w' || i % 3 AS w, 'ab'[1 + i % 2] AS kind FROM range(50000) t(i)";

  @TempDir private Path folder;

  private Dataset load(Parquet settings) {
    return new ParquetProvider().create(settings, new TestContext(folder, 1));
  }

  private void refused(Given given, String file, String... parts) {
    RetortException refusal = assertRefused(() -> load(given.parquet(file)).close(), parts);
    assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
  }

  private void write(String file, String query) throws SQLException {
    Sql.write(folder.resolve(file), query);
  }

  private static Given usual() {
    return Given.label("kind").categorical("w");
  }

  @Test
  void filesThatAreNotThereOrNotFiles() throws IOException {
    refused(usual(), "t.parquet", "t.parquet does not exist", "correct its path");
    refused(usual(), "no/*.parquet", "No file fits the pattern", "no/*.parquet", "correct");
    Files.createDirectories(folder.resolve("empty"));
    refused(usual(), "empty", "empty has no file whose name ends with .parquet");
  }

  @Test
  void filesThatMayNotBeRead() throws IOException, SQLException {
    write("t.parquet", ROWS);
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(folder.resolve("t.parquet"), Set.of());
    assumeFalse(Files.isReadable(folder.resolve("t.parquet")), "the administrator reads it");
    refused(usual(), "t.parquet", "t.parquet may not be read by this user", "permissions");
  }

  @Test
  void filesThatAreNotParquetOrCutOff() throws IOException, SQLException {
    Files.writeString(folder.resolve("t.parquet"), "x,w,kind\n".repeat(100));
    refused(usual(), "t.parquet", "t.parquet is not a Parquet file", "magic bytes", "get it again");
    Files.writeString(folder.resolve("t.parquet"), "");
    refused(usual(), "t.parquet", "t.parquet is not a Parquet file", "get it again");
    write("whole.parquet", ROWS);
    byte[] whole = Files.readAllBytes(folder.resolve("whole.parquet"));
    Files.write(folder.resolve("t.parquet"), Arrays.copyOf(whole, whole.length / 2));
    refused(usual(), "t.parquet", "t.parquet is not a Parquet file, or is cut off");
  }

  @Test
  void damagedPagesOfALaterFile() throws IOException, SQLException {
    write("t1.parquet", ROWS);
    write("t2.parquet", ROWS);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("t2.parquet").toFile(), "rw")) {
      file.seek(4);
      byte[] zeros = new byte[(int) file.length() / 2];
      Arrays.fill(zeros, (byte) 0xff);
      file.write(zeros);
    }
    refused(usual(), "t?.parquet", "t2.parquet cannot be read", "get it again");
  }

  @Test
  void columnsThatAreOtherOnesInALaterFile() throws SQLException {
    write("t1.parquet", ROWS);
    write("t2.parquet", ROWS);
    write("t3.parquet", "SELECT x, kind FROM (" + ROWS + ")");
    refused(usual(), "t*.parquet", "t3.parquet has no column 'w'", "t1.parquet has", "duckdb");
    write("t3.parquet", "SELECT * REPLACE ('n' || x AS x) FROM (" + ROWS + ")");
    refused(usual(), "t*.parquet", "t3.parquet has the column 'x' as VARCHAR", "as DECIMAL(");
    write("t3.parquet", "SELECT *, 1 AS more FROM (" + ROWS + ")");
    refused(usual(), "t*.parquet", "t3.parquet has the column [more]", "t1.parquet has not");
  }

  @Test
  void columnsThatAreNotThere() throws SQLException {
    write("t.parquet", ROWS);
    refused(Given.label("species").categorical("w"), "t.parquet", "no column 'species'", "[x, w, ");
    refused(usual().ignore("v"), "t.parquet", "no column 'v', which the key ignore names");
  }

  @Test
  void typesThatDoNotFit() throws SQLException {
    write(
        "t.parquet",
        "SELECT *, DATE '2024-01-01' AS day, [1, 2] AS list, {'a': 1} AS pair FROM (" + ROWS + ")");
    refused(
        usual().ignore("list", "pair"),
        "t.parquet",
        "t.parquet, column 'day': the type DATE of this input is not a number",
        "categorical, ignore or text");
    refused(usual().ignore("day", "pair"), "t.parquet", "'list'", "INTEGER[]", "under ignore");
    refused(usual().ignore("day", "list"), "t.parquet", "'pair'", "STRUCT(a INTEGER)");
    refused(
        Given.label("w").task(TaskKind.REGRESSION).ignore("day", "list", "pair", "kind"),
        "t.parquet",
        "column 'w': the type VARCHAR of this label is not a number");
  }

  @Test
  void cellsThatAreNoNumbersNameTheirFileAndRow() throws SQLException {
    write("t1.parquet", "SELECT 1.5::DOUBLE AS x, 'a' AS kind FROM range(3)");
    for (String number : new String[] {"nan", "inf", "-inf", "1e39"}) {
      write("t2.parquet", "SELECT unnest([1.0, '" + number + "'::DOUBLE]) AS x, 'b' AS kind");
      refused(
          Given.label("kind"),
          "t*.parquet",
          "t2.parquet, row 2, column 'x'",
          "not a finite 32-bit number",
          "make it NULL");
    }
    write("t2.parquet", "SELECT unnest([1.0, NULL]) AS x, 'b' AS kind");
    refused(
        Given.label("kind"), "t*.parquet", "t2.parquet, row 2, column 'x'", "missing", "to fill");
    write("t2.parquet", "SELECT 2.5 AS x, 'b' AS kind");
    refused(Given.label("x").id("kind"), "t?.parquet", "has no input columns");
    write("t1.parquet", "SELECT 1 AS x, 'a' AS kind, unnest(['b', 'c']) AS name");
    write("t2.parquet", "SELECT 1 AS x, 'a' AS kind, unnest(['d', 'c']) AS name");
    refused(
        Given.label("kind").id("name"),
        "t?.parquet",
        "t2.parquet, row 2, column 'name': 'c' is the id of row 2 of t1.parquet too");
  }

  @Test
  void tablesWithoutRowsOrLabels() throws SQLException {
    write("t.parquet", "SELECT * FROM (" + ROWS + ") LIMIT 0");
    refused(usual(), "t.parquet", "t.parquet has no rows");
    write("t.parquet", "SELECT 1 AS x, 'a' AS w, NULL::VARCHAR AS kind");
    refused(usual(), "t.parquet", "row 1", "no row has a label");
    write("t.parquet", "SELECT 'a' AS kind FROM range(3)");
    refused(Given.label("kind"), "t.parquet", "t.parquet has no input columns");
  }

  @Test
  void rowsWithoutLabelsThatCannotBeReadAreSaidWhenTheyAreRead() throws IOException, SQLException {
    write("t.parquet", ROWS);
    write("new.parquet", "SELECT unnest([1, 2, NULL]) AS x, 'w1' AS w");
    try (Dataset data =
            load(
                usual()
                    .parquet(
                        "t.parquet",
                        Optional.empty(),
                        Optional.of("new.parquet"),
                        Optional.empty()));
        Tensor batch = Tensor.allocate(data.inputShape().batch(8));
        SampleStream stream = data.unlabelled().orElseThrow()) {
      assertRefused(() -> stream.read(batch), "new.parquet, row 3, column 'x'", "missing");
      assertEquals(4, data.inputShape().elements());
    }
    assertTrue(Files.exists(folder.resolve("t.parquet")));
  }
}
