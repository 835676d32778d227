package io.retort.importers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import io.retort.importers.keras.KerasImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of Keras whose arrays are larger than any memory. */
class KerasBombsTest {
  private static final UnpackedLimit USUAL = new UnpackedLimit(4L << 30);

  @TempDir private Path folder;

  /** 10 KB as a download, 4 MB as a file, 4.3 GiB as a kernel. */
  @Test
  void anArrayAboveTheLimitIsRefused() throws IOException {
    Path file = unpacked("large");
    assertEquals(
        file
            + ": The compressed file "
            + file
            + " unpacks to more than 4 GiB; if that is right, set the environment variable"
            + " RETORT_UNPACKED_LIMIT to more, such as RETORT_UNPACKED_LIMIT=64G",
        assertThrows(RetortException.class, importer(file, USUAL)::read).getMessage());
  }

  @Test
  void arraysThatAreTheSameBytesCountEachTime() throws IOException {
    Path file = unpacked("shared");
    assertRefused(() -> importer(file, new UnpackedLimit(16 << 20)).read(), "more than 16 MiB");
    // All of them together stay below the usual limit; then the layer is looked at.
    assertRefused(() -> importer(file, USUAL).read(), "layer 'd'");
  }

  @Test
  void aChunkThatUnpacksToMoreThanItHoldsIsRefused() throws IOException {
    assertRefused(
        () -> importer(unpacked("overfull"), USUAL).read(),
        "has a chunk that unpacks to more than the 9216 bytes");
  }

  @Test
  void whatIsCompressedTwiceIsRefused() throws IOException {
    assertRefused(
        () -> importer(unpacked("twice"), USUAL).read(),
        "claims 1073741824 bytes, more than the file can hold");
  }

  @Test
  void aFileThatIsTooLargeToBeMappedIsRefused() throws IOException {
    Path file = folder.resolve("large.h5");
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(1L << 31);
    }
    assertRefused(
        () -> importer(file, USUAL).read(), "it has 2147483648 bytes; files of Keras up to 2 GiB");
  }

  private static KerasImporter importer(Path file, UnpackedLimit limit) {
    return new KerasImporter(new KerasFile(file, Optional.empty(), true), limit);
  }

  private Path unpacked(String name) throws IOException {
    Path file = folder.resolve(name + ".h5");
    try (InputStream packed =
        new GZIPInputStream(KerasBombsTest.class.getResourceAsStream(name + ".h5.gz"))) {
      Files.copy(packed, file);
    }
    return file;
  }
}
