package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SampleStream;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are written as JSON lines. */
class JsonRowsTest {
  private static final String FRUIT =
      """
      {"length": 1, "ripe": true, "kind": "pear", "note": "a\\nb"}
      {"kind": "apple", "ripe": false, "length": 3e0, "more": {"x": [1]}}

      {"length": null, "ripe": true, "kind": "pear"}
      {"length": 30, "ripe": true, "kind": null}
      """;

  @TempDir private Path folder;

  private static CsvBuilder fruit(String file) {
    return Csv.builder(Path.of(file))
        .label("kind")
        .categorical("ripe")
        .ignore("note")
        .missing(MissingValues.FILL)
        .standardise(false);
  }

  private Dataset load(CsvBuilder settings) {
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  @Test
  void objectsAreRows() throws IOException {
    Files.writeString(folder.resolve("t.jsonl"), FRUIT);
    try (Dataset data = load(fruit("t.jsonl"));
        Tensor rows = Tensor.allocate(data.inputShape().batch(3))) {
      data.train().inputs(new int[] {0, 1, 2}, rows);
      // The length, and whether it is "false" or "true"; the missing length is the mean.
      assertArrayEquals(new float[] {1, 0, 1, 3, 1, 0, 2, 0, 1}, rows.toArray());
      Target.Classes kinds = (Target.Classes) data.train().labels("label", new int[] {0, 1, 2});
      assertArrayEquals(new int[] {1, 0, 1}, kinds.labels());
      assertEquals(
          Map.of("length", 3.0, "ripe", "false"), data.train().rows().orElseThrow().row(1));
      try (SampleStream unlabelled = data.unlabelled().orElseThrow()) {
        assertEquals(1, unlabelled.read(rows));
        assertEquals(30, rows.get(0));
      }
    }
  }

  /** A row of a request has numbers, of which nobody knows how they were written. */
  @Test
  void numbersAreTheCellsThatTheyAreInRequests() throws IOException {
    Files.writeString(
        folder.resolve("t.jsonl"),
        """
        {"size": 3.0, "width": 1.50, "kind": "pear"}
        {"size": 4, "width": 2e0, "kind": "apple"}
        """);
    try (Dataset data = load(fruit("t.jsonl").categorical("size").ignore().decimal(","));
        Tensor rows = Tensor.allocate(data.inputShape().batch(2))) {
      data.train().inputs(new int[] {0, 1}, rows);
      RowEncoder encoder = new RowEncoder((InputPreparation.Table) data.preparation());
      assertArrayEquals(
          rows.rows(0, 1).toArray(), encoder.encode(Map.of("size", 3.0, "width", 1.5)));
      assertArrayEquals(rows.rows(1, 1).toArray(), encoder.encode(Map.of("size", 4, "width", 2.0)));
      assertEquals("3", data.train().rows().orElseThrow().row(0).get("size"));
    }
  }

  @Test
  void compressedFilesAndOtherNamesAreRead() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("T.NDJSON.gz")))) {
      out.write(FRUIT.getBytes(StandardCharsets.UTF_8));
    }
    try (Dataset data = load(fruit("T.NDJSON.gz"))) {
      assertEquals(3, data.train().size());
    }
  }

  @Test
  void whatIsWrongIsNamedByItsLine() throws IOException {
    assertWrong("", "t.jsonl has no rows");
    assertWrong("[1, 2]\n", "line 1: there is no object");
    assertWrong("{\"kind\": \"a\", \"length\": [1]}\n", "line 1: 'length' is a list");
    assertWrong(FRUIT + "{\"length\": {}, \"kind\": \"a\"}\n", "line 6: 'length' is a list");
    assertWrong(FRUIT + "{\"length\": 1,\n", "line", "this is not JSON");
    assertWrong(
        FRUIT + "{\"length\": 1, \"length\": 2}\n", "line 6: this is not JSON", "duplicate");
    assertWrong(
        FRUIT + "{\"length\": \"long\", \"ripe\": true, \"kind\": \"a\"}\n",
        "line 6, column 'length': 'long' is not a number");
    assertWrong("{\"size\": 1}\n", "no column 'ripe'");
  }

  private void assertWrong(String text, String... parts) throws IOException {
    Files.writeString(folder.resolve("t.jsonl"), text);
    assertRefused(() -> load(fruit("t.jsonl")), parts);
  }

  /** What is cut off within an object is refused; after one, it is a shorter table. */
  @Test
  void filesThatAreCutOffAreRefused() throws IOException {
    int read = 0;
    for (int length = 0; length < FRUIT.length(); length++) {
      String cut = FRUIT.substring(0, length);
      Files.writeString(folder.resolve("t.jsonl"), cut);
      try (Dataset data = load(fruit("t.jsonl"))) {
        read++;
        assertTrue(cut.strip().endsWith("}"), cut);
        assertEquals(
            cut.lines().filter(line -> line.contains("\"kind\": \"")).count(), data.train().size());
      } catch (RetortException refused) {
        assertTrue(refused.getMessage().contains("t.jsonl"), refused.getMessage());
      }
    }
    assertTrue(read > 2);
  }
}
