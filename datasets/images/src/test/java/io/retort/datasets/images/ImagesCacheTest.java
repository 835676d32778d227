package io.retort.datasets.images;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.image.ImageFit;
import io.retort.testkit.MutatedFiles;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoded images are found again where nothing has changed, and only there. */
class ImagesCacheTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    // More than one block of the file.
    Pictures.twoClasses(folder.resolve("data"), 150);
  }

  private static Given usual() {
    return Given.folder("data").size("3x3").grey();
  }

  private Dataset load(Given given) {
    return given.images().load(new TestContext(folder, 1));
  }

  private float[] inputs(Given given) {
    try (Dataset data = load(given)) {
      return Pictures.inputs(data, data.train());
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
      return files.sorted().toList();
    }
  }

  private Path only() throws IOException {
    List<Path> kept = kept();
    assertEquals(1, kept.size(), kept.toString());
    return kept.get(0);
  }

  /** Bytes that are no image, as many and as old as those of one. */
  private void ruin(Path image) throws IOException {
    FileTime time = Files.getLastModifiedTime(image);
    Files.write(image, new byte[(int) Files.size(image)]);
    Files.setLastModifiedTime(image, time);
  }

  @Test
  void keptImagesAreTheDecodedOnes() throws IOException {
    float[] decoded = inputs(usual());
    assertArrayEquals(decoded, inputs(usual().cache("kept")));
    ruin(folder.resolve("data/cat/7.png"));
    assertArrayEquals(decoded, inputs(usual().cache("kept")));
    assertTrue(only().getFileName().toString().startsWith("data-"));
  }

  @Test
  void whatIsSkippedIsKnown() throws IOException {
    Files.writeString(folder.resolve("data/dog/3.png"), "no image");
    try (Dataset first = load(usual().skip().cache("kept"));
        Dataset second = load(usual().skip().cache("kept"));
        Dataset plain = load(usual().skip())) {
      only();
      assertEquals(plain.warnings(), first.warnings());
      assertEquals(plain.warnings(), second.warnings());
      assertEquals(299, second.train().size());
      assertEquals(plain.train().id(200), second.train().id(200));
      assertArrayEquals(
          Pictures.inputs(plain, plain.train()), Pictures.inputs(second, second.train()));
    }
  }

  @Test
  void changedFilesAndSettingsAreDecodedAnew() throws IOException {
    float[] before = inputs(usual().cache("kept"));
    Pictures.write(folder.resolve("data/cat/0.png"), Pictures.grey(5, 7, 99));
    float[] after = inputs(usual().cache("kept"));
    assertFalse(Arrays.equals(before, after));
    assertArrayEquals(inputs(usual()), after);
    assertEquals(2, kept().size());
    inputs(usual().size("3x4").cache("kept"));
    inputs(usual().channels(3).cache("kept"));
    inputs(usual().fit(ImageFit.STRETCH).cache("kept"));
    inputs(usual().skip().cache("kept"));
    assertEquals(6, kept().size());
    // Scaling and the names of classes are applied to what is kept.
    inputs(usual().scaled(0.5, 0.5).cache("kept"));
    assertEquals(6, kept().size());
  }

  @Test
  void whatWasNotFinishedIsNotTakenForWhole() throws IOException {
    Files.write(folder.resolve("data/dog/99.png"), new byte[] {1});
    assertRefused(() -> load(usual().cache("kept")), "99.png");
    assertEquals(List.of(), kept());
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    float[] inputs = inputs(usual().cache("kept"));
    byte[] whole = Files.readAllBytes(only());
    MutatedFiles.assertReadOrRefused(
        "kept images",
        whole,
        300,
        content -> {
          try {
            Files.write(only(), content);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
          assertArrayEquals(inputs, inputs(usual().cache("kept")));
        });
    for (int place = 0; place < whole.length; place++) {
      byte[] changed = whole.clone();
      changed[place]++;
      Files.write(only(), changed);
      assertRefused(() -> load(usual().cache("kept")), "altered or cut off; delete it");
    }
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Files.writeString(folder.resolve("kept"), "a file");
    assertRefused(() -> load(usual().cache("kept")), "kept/data-", "name another folder");
  }
}
