package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.MissingValues;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.MutatedFiles;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are kept in a folder. */
class CsvCacheTest {
  private static final int ROWS = 150_000;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(5);
    StringBuilder table = new StringBuilder("size,colour,weight,price,kind\n");
    for (int i = 0; i < ROWS; i++) {
      table.append(random.nextInt(9) == 0 ? "" : random.nextGaussian()).append(',');
      table.append("c").append(random.nextInt(i < 1000 ? 5 : 20)).append(',');
      table.append(random.nextInt(1000)).append(',').append(random.nextInt(1000) / 100.0);
      table.append(',').append(i % 7 == 0 ? "" : "abc".charAt(random.nextInt(3))).append('\n');
    }
    Files.writeString(folder.resolve("t.csv"), table);
    Files.writeString(
        folder.resolve("test.csv"), "size,colour,weight,price,kind\n1,c1,2,3,a\n4,c99,5,6,b\n");
  }

  private static CsvBuilder settings() {
    return Csv.builder(Path.of("t.csv"))
        .testFile(Path.of("test.csv"))
        .label("kind")
        .categorical("colour")
        .missing(MissingValues.FILL);
  }

  private static CsvBuilder kept() {
    return settings().cache(Path.of("cache"));
  }

  private Dataset load(CsvBuilder settings) {
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.sorted().toList();
    }
  }

  private Path kept(String name) throws IOException {
    return files().stream()
        .filter(file -> file.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  /** The same samples, labels, rows, warnings and encoding, to the bit. */
  private static void assertSame(Dataset expected, Dataset actual) {
    assertEquals(expected.preparation(), actual.preparation());
    assertEquals(expected.warnings(), actual.warnings());
    assertEquals(expected.heads(), actual.heads());
    assertSame(expected, expected.train(), actual.train());
    assertSame(expected, expected.test().orElseThrow(), actual.test().orElseThrow());
  }

  private static void assertSame(Dataset data, Samples expected, Samples actual) {
    assertEquals(expected.size(), actual.size());
    float[][] inputs = Gathered.inputs(data, expected);
    float[][] given = Gathered.inputs(data, actual);
    assertArrayEquals(inputs, given);
    int[] all = IntStream.range(0, expected.size()).toArray();
    assertArrayEquals(
        ((Target.Classes) expected.labels("label", all)).labels(),
        ((Target.Classes) actual.labels("label", all)).labels());
    RawRows rows = expected.rows().orElseThrow();
    for (int i = 0; i < all.length; i += 97) {
      assertEquals(rows.row(i), actual.rows().orElseThrow().row(i));
    }
  }

  private static float[] unlabelled(Dataset data) {
    try (SampleStream stream = data.unlabelled().orElseThrow();
        Tensor inputs = Tensor.allocate(data.inputShape().batch(ROWS))) {
      int count = stream.read(inputs);
      return Arrays.copyOf(inputs.toArray(), count * data.inputShape().elements());
    }
  }

  @Test
  void keptRowsAreThoseOfTheFile() throws IOException {
    IndexSet fitted = IndexSet.first(1000);
    try (Dataset expected = load(settings());
        Dataset first = load(kept());
        Dataset second = load(kept())) {
      assertEquals(2, files().size());
      assertSame(expected, first);
      assertSame(expected, second);
      assertSame(expected.fit(fitted), second.fit(fitted));
      float[] unlabelled = unlabelled(expected);
      assertTrue(unlabelled.length > ROWS / 8);
      assertArrayEquals(unlabelled, unlabelled(second));
    }
  }

  @Test
  void keptRowsAreNotReadFromTheFileAgain() throws IOException {
    Path table = folder.resolve("t.csv");
    load(kept()).close();
    FileTime time = Files.getLastModifiedTime(table);
    String text = Files.readString(table);
    Files.writeString(table, text.substring(0, text.length() - 10) + "not,a,row\n");
    Files.setLastModifiedTime(table, time);
    load(kept()).close();
    // What is done with the rows may change.
    load(kept().standardise(false)).close();
    assertEquals(2, files().size());
  }

  @Test
  void anotherFileOrOtherSettingsAreReadAnew() throws IOException {
    load(kept()).close();
    load(kept().missingMarks("", "7")).close();
    assertEquals(4, files().size());
    Path table = folder.resolve("t.csv");
    Files.writeString(table, Files.readString(table) + "1,c1,2,3,a\n");
    try (Dataset data = load(kept())) {
      assertEquals("a", data.heads().get(0).task().names().get(0));
      int row = data.train().size() - 1;
      assertEquals(1.0, data.train().rows().orElseThrow().row(row).get("size"));
    }
    assertEquals(5, files().size());
  }

  @Test
  void whatIsWrongInAFileLeavesNothingBehind() throws IOException {
    Path table = folder.resolve("t.csv");
    Files.writeString(table, Files.readString(table) + "1,c1,two,3,a\n");
    assertRefused(() -> load(kept()), "t.csv", "line " + (ROWS + 2), "'weight'", "'two'");
    assertEquals(List.of(), files());
  }

  @Test
  void aChangedFileIsReadOrRefused() throws IOException {
    load(kept()).close();
    Path whole = kept("test.csv");
    MutatedFiles.assertReadOrRefused(
        "kept rows",
        Files.readAllBytes(whole),
        400,
        content -> {
          try {
            Files.write(whole, content);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
          load(kept()).close();
        });
  }

  @Test
  void anAlteredBlockOrAFileThatIsCutOffIsRefusedByName() throws IOException {
    load(kept()).close();
    Path file = kept("t.csv");
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[12_345] ^= 4;
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    for (byte[] content : List.of(altered, cut, new byte[0])) {
      Files.write(file, content);
      assertRefused(
          () -> load(kept()), file.toString(), "t.csv", "altered or cut off", "delete it");
    }
    Files.delete(file);
    load(kept()).close();
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file");
    assertRefused(() -> load(kept()), "cache", "name another folder under cache");
  }

  @Test
  void textsAndIdsAreNotKept() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> kept().id("size").build());
    assertTrue(refused.getMessage().contains("leave out cache, or id"), refused.getMessage());
    assertNotEquals(settings().build(), kept().build());
  }
}
