package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on rows of a query. */
class QueryRunTest {
  private static final String EXPERIMENT =
      """
      name: fruit
      data: {kind: %s, label: kind, categorical: colour, missing: fill}
      split: {test: 0.25, labelled: 60}
      teacher: {kind: decision-tree}
      student:
        network: [{kind: dense, units: 2}]
        training: {steps: 60, batch: 16, optimizer: {kind: adam, learning-rate: 0.05}}
      strategy: temperature
      seeds: [1, 2]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("size,colour,weight,kind\n");
    for (int i = 0; i < 300; i++) {
      boolean pear = random.nextBoolean();
      rows.append(random.nextInt(10) == 0 ? "" : random.nextGaussian() + (pear ? 1 : 0));
      rows.append(',').append(random.nextInt(4) == 0 ? "red" : pear ? "green" : "yellow");
      rows.append(',').append(random.nextInt(100)).append(pear ? ",pear\n" : ",apple\n");
    }
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/fruit.csv"), rows);
  }

  private Map<String, Object> run(String name, String data) throws IOException {
    Path experiment = Files.writeString(folder.resolve(name + ".yaml"), EXPERIMENT.formatted(data));
    Path out = folder.resolve(name);
    CommandResult said = CommandResult.by("run", experiment.toString(), "--set", "output=" + out);
    assertEquals(0, said.code(), said.err());
    return JSON.std.mapFrom(Files.readString(out.resolve("result.json")));
  }

  @Test
  void aQueryOfAFileGivesTheFiguresOfTheFile() throws IOException {
    Map<String, Object> file = run("file", "csv, file: data/fruit.csv");
    Map<String, Object> query = run("query", "duckdb, query: FROM 'data/*.csv'");

    assertEquals(
        ((Map<?, ?>) file.get("teacher")).get("test"),
        ((Map<?, ?>) query.get("teacher")).get("test"));
    assertEquals(file.get("comparisons"), query.get("comparisons"));
    Path rows =
        Files.writeString(folder.resolve("new.csv"), "colour,weight,size\ngreen,5,\nred,,1.5\n");
    String[] predicted = new String[2];
    for (int i = 0; i < 2; i++) {
      String run = folder.resolve(i == 0 ? "file" : "query").toString();
      Path to = folder.resolve("predicted" + i + ".csv");
      CommandResult said =
          CommandResult.by("predict", run, rows.toString(), "--out", to.toString());
      assertEquals(0, said.code(), said.err());
      predicted[i] = Files.readString(to);
    }
    assertEquals(predicted[0], predicted[1]);
  }

  /** The same two rows lie beside this class, with another column. */
  @Test
  void rowsOfParquetAreThoseOfTheSameCsv() throws IOException {
    run("file", "csv, file: data/fruit.csv");
    Path csv =
        Files.writeString(folder.resolve("new.csv"), "colour,weight,size\ngreen,5,\nred,,1.5\n");
    Path parquet = folder.resolve("new.parquet");
    try (InputStream rows = QueryRunTest.class.getResourceAsStream("fruit.parquet")) {
      Files.copy(rows, parquet);
    }
    String run = folder.resolve("file").toString();
    CommandResult expected = CommandResult.by("predict", run, csv.toString());
    CommandResult actual = CommandResult.by("predict", run, parquet.toString());
    assertEquals(0, actual.code(), actual.err());
    assertEquals(expected.out(), actual.out());
    assertTrue(actual.err().contains("does not read: ripe 2"), actual.err());
  }

  /** The resolved configuration lies in another folder than the experiment. */
  @Test
  void aRunIsEvaluatedFromItsOwnFolder() throws IOException {
    run("query", "duckdb, query: FROM 'data/fruit.csv'");

    CommandResult said = CommandResult.by("evaluate", folder.resolve("query").toString());

    assertEquals(0, said.code(), said.err());
    String configuration = Files.readString(folder.resolve("query/config.yaml"));
    assertTrue(configuration.contains("folder: " + folder), configuration);
  }
}
