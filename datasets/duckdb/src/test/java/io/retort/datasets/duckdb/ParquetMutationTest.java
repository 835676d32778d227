package io.retort.datasets.duckdb;

import io.retort.testkit.MutatedFiles;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed files are read or refused; the library, which is not written in Java, does not crash. */
class ParquetMutationTest {
  @TempDir private Path folder;

  @Test
  void changedFilesAreReadOrRefused() throws IOException, SQLException {
    Path file = folder.resolve("t.parquet");
    Sql.write(
        file,
        "SELECT i * 0.37 AS x, i AS n, 'w' || i % 3 AS w, DATE '2024-01-01' + i::INT AS day,"
            + " 'ab'[1 + i % 2] AS kind FROM range(500) t(i)");
    Parquet settings = Given.label("kind").categorical("w", "day").parquet("t.parquet");
    MutatedFiles.assertReadOrRefused(
        "Parquet",
        Files.readAllBytes(file),
        100,
        content -> {
          try {
            Files.write(file, content);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
          settings.load(new TestContext(folder, 1)).close();
        });
  }
}
