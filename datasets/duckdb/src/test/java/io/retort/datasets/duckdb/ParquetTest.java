package io.retort.datasets.duckdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.IndexSet;
import io.retort.core.data.MissingValues;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.datasets.Csv;
import io.retort.datasets.CsvBuilder;
import io.retort.datasets.CsvFiles;
import io.retort.datasets.duckdb.providers.ParquetProvider;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files are what the same rows as CSV are. */
class ParquetTest {
  private static final Optional<String> NONE = Optional.empty();

  /** Numbers of all types, of which some are missing, and of 20 digits, and texts. */
  private static String rows(long from, long to) {
    return """
    SELECT i AS id,
      CASE WHEN i %% 11 = 3 THEN NULL ELSE sin(i * 1.7) * pow(10, i %% 20 - 10) END AS size,
      CAST(i %% 128 AS TINYINT) AS byte,
      CAST(i * 3000000 %% 2000000000 AS UINTEGER) AS whole,
      1234567890123456789 + i * 1001 AS long,
      CAST(i * 10000000000000 AS HUGEINT) * 100000000 AS huge,
      CAST(i / 7.0 AS DECIMAL(18, 6)) AS price,
      CAST(i %% 3 = 0 AS TINYINT) AS flag,
      CASE WHEN i %% 13 = 5 THEN NULL ELSE 'c' || i %% 5 END AS colour,
      CAST(i %% 4 AS INTEGER) AS place,
      DATE '2024-02-27' + CAST(i %% 3 AS INTEGER) AS day,
      CASE WHEN i %% 9 = 4 THEN NULL ELSE chr(CAST(97 + i %% 3 AS INTEGER)) END AS kind
    FROM range(%d, %d) t(i)\
    """
        .formatted(from, to);
  }

  @TempDir private Path folder;

  @BeforeEach
  void write() throws SQLException {
    for (String format : List.of("parquet", "csv")) {
      Sql.write(folder.resolve("t." + format), rows(0, 5000));
      Sql.write(folder.resolve("test." + format), rows(5000, 5100));
    }
  }

  private Context context() {
    return new TestContext(folder, 1);
  }

  private Dataset load(Parquet settings) {
    return new ParquetProvider().create(settings, context());
  }

  private Dataset load(CsvBuilder settings) {
    return CsvFiles.load(settings.build(), context());
  }

  private static CsvBuilder csv() {
    return Csv.builder(Path.of("t.csv"))
        .label("kind")
        .categorical("colour", "place", "day")
        .missing(MissingValues.FILL);
  }

  private static Given settings() {
    return Given.label("kind").categorical("colour", "place", "day").fill();
  }

  @Test
  void samplesAreThoseOfTheSameCsvToTheBit() {
    try (Dataset expected = load(csv().ignore("id").testFile(Path.of("test.csv")));
        Dataset actual =
            load(
                settings()
                    .ignore("id")
                    .parquet("t.parquet", Optional.of("test.parquet"), NONE, NONE))) {
      assertEquals(4444, actual.train().size());
      Same.assertSame(expected, actual);
      IndexSet some = IndexSet.of(4, 8, 15, 16, 23, 42, 108);
      Same.assertSame(expected.fit(some), actual.fit(some));
      assertEquals(
          Same.values(expected.unlabelled(), expected), Same.values(actual.unlabelled(), actual));
    }
  }

  @Test
  void idsAndLabelsOfAllTasksAreThoseOfTheSameCsv() {
    try (Dataset expected =
            load(csv().id("id").label("price", "whole").task(TaskKind.REGRESSION).ignore("kind"));
        Dataset actual =
            load(
                Given.label("price", "whole")
                    .categorical("colour", "place", "day")
                    .fill()
                    .task(TaskKind.REGRESSION)
                    .ignore("kind")
                    .id("id")
                    .parquet("t.parquet"))) {
      Same.assertSame(expected, actual);
      assertEquals(Optional.of("17"), actual.train().id(17));
    }
    try (Dataset expected =
            load(csv().label("flag").task(TaskKind.MULTI_LABEL).ignore("kind", "id"));
        Dataset actual =
            load(
                Given.label("flag")
                    .categorical("colour", "place", "day")
                    .fill()
                    .task(TaskKind.MULTI_LABEL)
                    .ignore("kind", "id")
                    .parquet("t.parquet"))) {
      Same.assertSame(expected, actual);
    }
  }

  @Test
  void rowsAreDividedAsThoseOfTheSameCsv() throws SQLException {
    String query =
        """
        SELECT i AS x, i AS number, CAST(i + 1 AS DECIMAL(9, 2)) / 4 AS w, 'g' || i % 5 AS who, i % 4 AS place,
          chr(CAST(97 + i % 2 AS INTEGER)) AS kind,
          TIMESTAMP '2024-02-27 23:00:00' + INTERVAL 1 MINUTE * (i * 7 % 50) AS moment,
          TIMESTAMPTZ '2024-02-27 23:00:00+02' + INTERVAL 1 MINUTE * i AS zoned,
          DATE '2024-02-27' + CAST(i % 3 AS INTEGER) AS day
        FROM range(0, 50) t(i)\
        """;
    Sql.write(folder.resolve("m.parquet"), query);
    Sql.write(folder.resolve("m.csv"), query);
    List<String> groups = List.of("who", "place");
    List<String> times = List.of("number", "moment", "zoned", "day");
    List<String> columns = Stream.of(groups, times).flatMap(List::stream).toList();
    for (String column : columns) {
      String[] others =
          columns.stream().filter(name -> !name.equals(column)).toArray(String[]::new);
      CsvBuilder csv = Csv.builder(Path.of("m.csv")).label("kind").ignore(others).weight("w");
      Given given = Given.label("kind").ignore(others).weight("w");
      if (groups.contains(column)) {
        csv.group(column);
        given.group(column);
      } else {
        csv.time(column);
        given.time(column);
      }
      try (Dataset expected = load(csv);
          Dataset actual = load(given.parquet("m.parquet"))) {
        List<?> keys = keys(actual.train());
        assertEquals(keys(expected.train()), keys, column);
        assertEquals(50, keys.size());
        SampleWeights weights = actual.train().weights().orElseThrow();
        assertEquals(12.5, weights.weight().applyAsDouble(49));
      }
    }
  }

  private static List<?> keys(Samples samples) {
    IntStream all = IntStream.range(0, samples.size());
    return samples
        .splitKey()
        .orElseThrow()
        .<List<?>>match(
            groups -> all.mapToObj(groups.group()).toList(),
            times -> all.mapToDouble(times.time()).boxed().toList());
  }

  @Test
  void rowsOfAnotherTableAreEncodedAsThatOfTheTeacher() {
    try (Dataset expected = load(csv().ignore("id").unlabelled(Path.of("test.csv")));
        Dataset actual =
            load(
                settings()
                    .ignore("id")
                    .parquet("t.parquet", NONE, Optional.of("test.parquet"), NONE))) {
      assertEquals(
          Same.values(expected.unlabelled(), expected), Same.values(actual.unlabelled(), actual));
    }
  }

  @Test
  void severalFilesAreOneTableInTheOrderOfTheirPaths() throws IOException, SQLException {
    Files.createDirectories(folder.resolve("parts [1]/deep"));
    Sql.write(folder.resolve("parts [1]/a*b.parquet"), rows(0, 1000));
    Sql.write(folder.resolve("parts [1]/c.parquet"), rows(1000, 1001));
    // Columns may stand in another order, and numbers may have other types.
    Sql.write(
        folder.resolve("parts [1]/d.parquet"),
        "SELECT kind, * EXCLUDE (kind, byte), CAST(byte AS DOUBLE) AS byte FROM ("
            + rows(1001, 5000)
            + ")");
    Files.writeString(folder.resolve("parts [1]/e.txt"), "not a table");
    Sql.write(folder.resolve("parts [1]/deep/z.parquet"), "SELECT 1 AS other");
    try (Dataset expected = load(settings().ignore("id").parquet("t.parquet"))) {
      try (Dataset actual = load(settings().ignore("id").parquet("parts [1]"))) {
        Same.assertSame(expected, actual);
      }
      Files.delete(folder.resolve("parts [1]/deep/z.parquet"));
      Files.move(folder.resolve("parts [1]"), folder.resolve("parts"));
      for (String pattern : List.of("parts/*.parquet", "p*/**.parquet", "{parts,others}/?*.par*")) {
        try (Dataset actual = load(settings().ignore("id").parquet(pattern))) {
          Same.assertSame(expected, actual);
        }
      }
    }
  }

  @Test
  void aClassAndACategoryMayComeInALaterFile() throws SQLException {
    Sql.write(folder.resolve("p1.parquet"), "SELECT 'red' AS colour, 'a' AS kind");
    Sql.write(folder.resolve("p2.parquet"), "SELECT 'blue' AS colour, 'b' AS kind");
    try (Dataset data = load(Given.label("kind").categorical("colour").parquet("p?.parquet"))) {
      assertEquals(List.of("a", "b"), data.heads().get(0).task().names());
      assertArrayEquals(new float[] {0, 1, 1, 0}, Same.inputs(data, data.train()));
    }
  }

  @Test
  void truthIsOneAndItsClassesAreCalledTrueAndFalse() throws SQLException {
    Sql.write(
        folder.resolve("b.parquet"),
        "SELECT i > 1 AS big, i = 2 AS two, 0.5::FLOAT AS x FROM range(4) t(i)");
    Given given = Given.label("two");
    given.standardise = false;
    try (Dataset data = load(given.parquet("b.parquet"))) {
      assertEquals(List.of("false", "true"), data.heads().get(0).task().names());
      assertArrayEquals(
          new float[] {0, 0.5f, 0, 0.5f, 1, 0.5f, 1, 0.5f}, Same.inputs(data, data.train()));
      assertArrayEquals(
          new int[] {0, 0, 1, 0},
          ((Target.Classes) data.train().labels("label", new int[] {0, 1, 2, 3})).labels());
    }
  }

  @Test
  void wordsThatOftenStandForNothingAreClassesWhereNothingIsNull() throws SQLException {
    Sql.write(
        folder.resolve("n.parquet"),
        "SELECT i AS x, CASE i WHEN 0 THEN 'NA' WHEN 1 THEN 'null' WHEN 2 THEN '' END AS c"
            + " FROM range(4) t(i)");
    try (Dataset data = load(Given.label("c").parquet("n.parquet"))) {
      assertEquals(List.of("NA", "null"), data.heads().get(0).task().names());
      assertEquals(2, data.train().size());
    }
  }

  @Test
  void keptRowsGiveTheSameSamplesUntilAFileChanges() throws IOException, SQLException {
    Parquet kept = settings().ignore("id").parquet("t*.parquet", NONE, NONE, Optional.of("cache"));
    try (Dataset expected = load(settings().ignore("id").parquet("t*.parquet"))) {
      for (int time = 0; time < 2; time++) {
        try (Dataset actual = load(kept)) {
          Same.assertSame(expected, actual);
          assertEquals(
              Same.values(expected.unlabelled(), expected),
              Same.values(actual.unlabelled(), actual));
        }
        assertEquals(1, cached());
      }
    }
    Path last = folder.resolve("test.parquet");
    FileTime before = Files.getLastModifiedTime(last);
    Sql.write(last, rows(5000, 5200));
    try (Dataset actual = load(kept)) {
      assertNotEquals(before, Files.getLastModifiedTime(last));
      assertEquals(2, cached());
      assertEquals(4622, actual.train().size());
    }
  }

  private long cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.count();
    }
  }

  @Nested
  class Contract extends DatasetContract<Parquet> {
    @Override
    protected DatasetProvider<Parquet> provider() {
      return new ParquetProvider();
    }

    @Override
    protected Parquet configuration() {
      return settings().ignore("id").parquet("t.parquet", Optional.of("test.parquet"), NONE, NONE);
    }

    @Override
    protected Context context() {
      return ParquetTest.this.context();
    }
  }
}
