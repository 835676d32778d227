package io.retort.datasets;

import static io.retort.datasets.IdxFiles.bytes;
import static io.retort.datasets.IdxFiles.gzip;
import static io.retort.datasets.IdxFiles.shape;
import static io.retort.datasets.IdxFiles.write;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Task;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Shape;
import io.retort.datasets.providers.IdxProvider;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest extends DatasetContract<Idx> {
  @TempDir private Path folder;

  /** Three images of 2×2 and their labels; two more for the test, compressed. */
  @BeforeEach
  void writeFiles() throws IOException {
    write(folder, "images", bytes(shape(3, 2, 2), 0, 51, 102, 255, 1, 2, 3, 4, 0, 0, 0, 128));
    write(folder, "labels", bytes(shape(3), 0, 2, 1));
    write(folder, "test-images", gzip(bytes(shape(2, 2, 2), 255, 0, 0, 0, 0, 0, 0, 255)));
    write(folder, "test-labels", gzip(bytes(shape(2), 1, 2)));
  }

  @Override
  protected DatasetProvider<Idx> provider() {
    return new IdxProvider();
  }

  @Override
  protected Idx configuration() {
    return idx(ImageShape.IMAGE, 0, 1);
  }

  @Override
  protected Context context() {
    return new TestContext(folder, 1);
  }

  private static Idx idx(ImageShape shape, double mean, double deviation, String... classes) {
    return new Idx(
        Path.of("images"),
        Optional.of(Path.of("labels")),
        Optional.of(Path.of("test-images")),
        Optional.of(Path.of("test-labels")),
        List.of(classes),
        shape,
        mean,
        deviation,
        Optional.empty());
  }

  private Dataset load() {
    return configuration().load(context());
  }

  @Test
  void bytesAreScaledToOne() {
    try (Dataset data = load()) {
      assertEquals(Shape.of(1, 2, 2), data.inputShape());
      // 51/255, 102/255
      assertArrayEquals(
          new float[] {0, 0.2f, 0.4f, 1}, Gathered.inputs(data, data.train())[0], 1e-7f);
      assertArrayEquals(new int[] {0, 2, 1}, Gathered.classes(data.train()));
    }
  }

  @Test
  void compressedFilesAreReadToo() {
    try (Dataset data = load()) {
      assertArrayEquals(
          new float[] {1, 0, 0, 0}, Gathered.inputs(data, data.test().orElseThrow())[0]);
      assertArrayEquals(new int[] {1, 2}, Gathered.classes(data.test().orElseThrow()));
    }
  }

  @Test
  void greyValuesAreStandardised() {
    try (Dataset data = idx(ImageShape.VECTOR, 0.4, 0.2).load(context())) {
      assertEquals(Shape.of(4), data.inputShape());
      // (0 − 0.4)/0.2, (0.2 − 0.4)/0.2, 0, (1 − 0.4)/0.2
      assertArrayEquals(new float[] {-2, -1, 0, 3}, Gathered.inputs(data, data.train())[0], 1e-6f);
    }
  }

  @Test
  void colourImagesHaveChannels() throws IOException {
    write(folder, "images", bytes(shape(3, 2, 1, 2), 0, 51, 102, 255, 1, 2, 3, 4, 0, 0, 0, 128));
    write(folder, "test-images", bytes(shape(2, 2, 1, 2), 0, 0, 0, 0, 0, 0, 0, 0));
    try (Dataset data = load()) {
      assertEquals(Shape.of(2, 1, 2), data.inputShape());
    }
  }

  @Test
  void classesAreNumbersUpToTheLargestLabelOrGivenNames() {
    try (Dataset numbered = load();
        Dataset named = idx(ImageShape.IMAGE, 0, 1, "a", "b", "c", "d").load(context())) {
      assertEquals(new Task.SingleLabel(List.of("0", "1", "2")), numbered.heads().get(0).task());
      assertEquals(4, named.heads().get(0).task().outputs());
    }
  }

  @Test
  void missingFileIsNamed() {
    Idx idx =
        new Idx(
            Path.of("absent"),
            Optional.of(Path.of("labels")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            ImageShape.IMAGE,
            0,
            1,
            Optional.empty());
    assertRefused(() -> idx.load(context()), folder.resolve("absent").toString(), "not exist");
  }

  @Test
  void wrongMagicIsRefused() throws IOException {
    write(folder, "images", "P5 28 28 255 of something else".getBytes(StandardCharsets.US_ASCII));
    assertRefused(this::load, folder.resolve("images").toString(), "not an IDX file", "50352032");
  }

  @Test
  void wrongTypeOfValuesIsRefused() throws IOException {
    byte[] floats = bytes(shape(3, 2, 2), 1, 2, 3);
    floats[2] = 0x0d;
    write(folder, "images", floats);
    assertRefused(this::load, "images", "0x0d", "unsigned bytes");
  }

  @Test
  void imagesAndLabelsMixedUpAreRefused() throws IOException {
    write(folder, "images", bytes(shape(3), 0, 1, 2));
    assertRefused(this::load, "images", "1 dimension", "mixed up");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    write(folder, "images", bytes(shape(3, 2, 2), 1, 2, 3, 4, 5));
    assertRefused(this::load, "images", "truncated", "3x2x2", "only 5");
  }

  @Test
  void truncatedHeaderIsRefused() throws IOException {
    write(folder, "labels", Arrays.copyOf(bytes(shape(3), 0, 1, 2), 6));
    assertRefused(this::load, "labels", "ends inside its header");
  }

  @Test
  void truncatedGzipIsRefused() throws IOException {
    byte[] whole = gzip(bytes(shape(2, 2, 2), 255, 0, 0, 0, 0, 0, 0, 255));
    write(folder, "test-images", Arrays.copyOf(whole, whole.length - 9));
    assertRefused(this::load, folder.resolve("test-images").toString(), "truncated");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    byte[] whole = gzip(bytes(shape(2, 2, 2), 255, 0, 0, 0, 0, 0, 0, 255));
    whole[whole.length - 8] ^= 0x55; // the checksum
    write(folder, "test-images", whole);
    assertRefused(this::load, folder.resolve("test-images").toString(), "damaged");
  }

  @Test
  void bytesBehindTheLastImageAreRefused() throws IOException {
    write(folder, "labels", bytes(shape(3), 0, 1, 2, 1));
    assertRefused(this::load, "labels", "more than the 3 values");
  }

  @Test
  void hugeDimensionsAreRefusedWithoutAllocatingThem() throws IOException {
    write(folder, "images", bytes(shape(60_000, 28_000, 28_000), 1));
    assertRefused(this::load, "images", "60000x28000x28000", "2 GiB");
    write(folder, "images", bytes(shape(-1, 28, 28), 1));
    assertRefused(this::load, "images", "4294967295x28x28");
  }

  @Test
  void differentNumbersOfImagesAndLabelsAreRefused() throws IOException {
    write(folder, "labels", bytes(shape(2), 0, 1));
    assertRefused(this::load, "3 images", "2 labels");
  }

  @Test
  void testImagesOfAnotherShapeAreRefused() throws IOException {
    write(folder, "test-images", bytes(shape(2, 1, 2), 1, 2, 3, 4));
    assertRefused(this::load, "test-images", "1x1x2", "1x2x2");
  }

  @Test
  void labelOutOfRangeIsRefused() throws IOException {
    write(folder, "test-labels", bytes(shape(2), 1, 9));
    assertRefused(this::load, "test-labels", "Label 9 of sample 1", "3 classes");
  }

  @Test
  void testPartNeedsBothFiles() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Idx(
                Path.of("a"),
                Optional.of(Path.of("b")),
                Optional.of(Path.of("c")),
                Optional.empty(),
                List.of(),
                ImageShape.IMAGE,
                0,
                1,
                Optional.empty()));
  }
}
