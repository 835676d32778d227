package io.retort.runtime.experiment.outputs;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.result.StoredOutput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of sample i are i, i + 0.5, −i. Those of a block are 256. */
class StoredRowsTest {
  private static final int SAMPLES = 1000;
  private static final int WIDTH = 3;

  @TempDir private Path all;

  private StoredRows open() {
    return open("teacher");
  }

  private StoredRows open(String teacher) {
    OutputDescription.Key key =
        new OutputDescription.Key(
            teacher, "data", SAMPLES, "class", TargetKind.LOGITS, "3", "float32");
    return new StoredRows(
        all.resolve(key.folder()),
        new OutputDescription("tiny", "2026-01-02T03:04:05Z", key),
        new Float32Format(TargetKind.LOGITS, WIDTH),
        WIDTH);
  }

  private static void put(StoredRows rows, int start, int end) {
    int[] samples = IntStream.range(start, end).toArray();
    try (Tensor values = Tensor.allocate(Shape.of(samples.length, WIDTH))) {
      for (int i = 0; i < samples.length; i++) {
        values.write(i * WIDTH, row(samples[i]));
      }
      rows.put(samples, values);
    }
  }

  private static float[] row(int sample) {
    return new float[] {sample, sample + 0.5f, -sample};
  }

  private static void assertKept(StoredRows rows, int start, int end) {
    for (int i = 0; i < SAMPLES; i++) {
      int sample = i;
      assertEquals(i >= start && i < end, rows.contains(i), () -> "sample " + sample);
      if (rows.contains(i)) {
        float[] read = new float[WIDTH + 1];
        rows.get(i, FloatBuffer.wrap(read), 1);
        assertArrayEquals(row(i), Arrays.copyOfRange(read, 1, WIDTH + 1), () -> "sample " + sample);
      }
    }
  }

  /** The only file. */
  private Path file() {
    List<StoredOutput> outputs = StoredOutputs.in(all, false);
    assertEquals(1, outputs.size());
    List<Path> files = StoredRows.outputFiles(outputs.get(0).folder());
    assertEquals(1, files.size());
    return files.get(0);
  }

  @Test
  void rowsAreThereForWhoeverComesLater() {
    try (StoredRows rows = open()) {
      assertKept(rows, 0, 0);
      FloatBuffer row = FloatBuffer.allocate(WIDTH);
      assertThrows(IllegalStateException.class, () -> rows.get(7, row, 0));
      put(rows, 0, 600);
      assertKept(rows, 0, 600);
    }
    try (StoredRows rows = open()) {
      assertKept(rows, 0, 600);
      put(rows, 600, 1000);
      assertKept(rows, 0, 1000);
    }
    try (StoredRows rows = open();
        StoredRows others = open("another teacher")) {
      assertKept(rows, 0, 1000);
      assertKept(others, 0, 0);
    }
  }

  @Test
  void twoAtTheSameTimeFindEachOthersRows() {
    try (StoredRows one = open();
        StoredRows other = open()) {
      put(one, 0, 256);
      put(other, 0, 300);
      assertFalse(one.contains(299));
      one.refresh();
      assertKept(one, 0, 300);
      put(one, 300, 400);
      other.refresh();
      assertKept(other, 0, 400);
    }
  }

  /** Whoever is killed leaves a file that ends anywhere. */
  @Test
  void ofAFileThatWasCutOffTheWholeBlocksCount() throws IOException {
    try (StoredRows rows = open()) {
      put(rows, 0, 256);
      put(rows, 256, 512);
    }
    byte[] whole = Files.readAllBytes(file());
    int block = new BlockLayout(WIDTH * Float.BYTES).blockBytes();
    int header = whole.length - 2 * block;
    for (int length : new int[] {0, 7, header - 1, header, header + 1, header + block - 1}) {
      assertCut(whole, length, 0);
    }
    for (int length = header + block; length < whole.length; length += 97) {
      assertCut(whole, length, 256);
    }
    assertCut(whole, whole.length - 1, 256);
    assertCut(whole, whole.length, 512);
  }

  private void assertCut(byte[] whole, int length, int kept) throws IOException {
    Files.write(file(), Arrays.copyOf(whole, length));
    try (StoredRows rows = open()) {
      assertKept(rows, 0, kept);
    }
  }

  @Test
  void aBlockOfWhichABitIsFlippedIsAskedForAgain() throws IOException {
    try (StoredRows rows = open()) {
      put(rows, 0, 256);
      put(rows, 256, 512);
    }
    Path file = file();
    byte[] whole = Files.readAllBytes(file);
    int block = new BlockLayout(WIDTH * Float.BYTES).blockBytes();
    for (int at = whole.length - block; at < whole.length; at += 61) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      try (StoredRows rows = open()) {
        assertKept(rows, 0, 256);
      }
      assertEquals(1, StoredOutputs.in(all, true).get(0).damaged());
    }
    try (StoredRows rows = open()) {
      put(rows, 256, 512);
      assertKept(rows, 0, 512);
    }
    try (StoredRows rows = open()) {
      assertKept(rows, 0, 512);
    }
  }

  @Test
  void aHeaderThatIsDamagedCostsItsFile() throws IOException {
    try (StoredRows rows = open()) {
      put(rows, 0, 256);
    }
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[30] ^= 1;
    Files.write(file, bytes);
    try (StoredRows rows = open()) {
      assertKept(rows, 0, 0);
      put(rows, 0, 256);
      assertKept(rows, 0, 256);
    }
    assertEquals(1, StoredOutputs.in(all, true).get(0).damaged());
  }

  @Test
  void whatIsKeptIsListedVerifiedAndDeleted() throws IOException {
    try (StoredRows rows = open()) {
      put(rows, 0, 300);
    }
    StoredOutput listed = StoredOutputs.in(all, false).get(0);
    assertEquals("tiny", listed.experiment());
    assertEquals("class", listed.output());
    assertEquals("float32", listed.format());
    assertEquals(300, listed.rows());
    assertEquals(SAMPLES, listed.samples());
    assertEquals(Files.size(file()), listed.bytes());
    assertEquals(0, StoredOutputs.in(all, true).get(0).damaged());
    Files.write(file(), new byte[3], StandardOpenOption.APPEND);
    assertEquals(1, StoredOutputs.in(all, true).get(0).damaged());

    assertEquals(List.of(), StoredOutputs.prune(all, output -> output.rows() > 300));
    assertEquals(1, StoredOutputs.prune(all, output -> output.rows() == 300).size());
    assertEquals(List.of(), StoredOutputs.in(all, false));
    assertRefused(() -> StoredOutputs.in(all.resolve("none"), false), "There is no folder", "none");
  }

  @Test
  void aRunGoesOnWithWhatItHasWhileItIsPruned() {
    try (StoredRows first = open()) {
      put(first, 0, 300);
    }
    try (StoredRows rows = open()) {
      assertEquals(1, StoredOutputs.prune(all, output -> true).size());
      rows.refresh();
      assertKept(rows, 0, 300);
      put(rows, 300, 600);
      assertKept(rows, 0, 600);
    }
    try (StoredRows later = open()) {
      assertKept(later, 300, 600);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(all.resolve("file"), "");
    OutputDescription.Key key =
        new OutputDescription.Key("t", "d", 1, "class", TargetKind.LOGITS, "3", "float32");
    assertRefused(
        () ->
            new StoredRows(
                file.resolve("below"),
                new OutputDescription("tiny", "now", key),
                new Float32Format(TargetKind.LOGITS, WIDTH),
                WIDTH),
        "below",
        "teacher-outputs.folder");
  }

  @Test
  void rowsLongerThanABlockHaveOneEach() {
    BlockLayout wide = new BlockLayout(3 << 20);
    assertEquals(1, wide.rows());
    assertTrue(wide.blockBytes() > 3 << 20);
    assertEquals(256, new BlockLayout(4000).rows());
    assertEquals(26, new BlockLayout(40_000).rows());
    assertEquals(0, new BlockLayout(84).blockBytes() % 8);
  }
}
