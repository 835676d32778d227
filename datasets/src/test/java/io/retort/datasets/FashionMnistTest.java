package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.data.Dataset;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @TempDir private Path folder;

  /** The SHA-256 of the texts "abc" and "" as FIPS 180 and its examples give them. */
  private static final Map<String, String> CHECKSUMS =
      Map.of(
          "one.gz", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "two.gz", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private Path installed() {
    return folder.resolve("installed");
  }

  private Path cache() {
    return folder.resolve("home").resolve("cache");
  }

  private Path home() {
    return folder.resolve("remote");
  }

  private FashionMnistFiles files() {
    return new FashionMnistFiles(installed(), cache(), CHECKSUMS);
  }

  private Path find(boolean download) {
    return files()
        .find(
            download ? Optional.of(home().toUri().toString()) : Optional.empty(),
            TrainingListener.NONE);
  }

  private static void fill(Path place, String one, String two) throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("one.gz"), one);
    Files.writeString(place.resolve("two.gz"), two);
  }

  private static List<String> list(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static FashionMnist inFolder(Path place) {
    return new FashionMnist(Optional.of(place), false, FashionMnist.HOME, ImageShape.IMAGE, 0, 1);
  }

  @Test
  void installedFilesComeFirst() throws IOException {
    fill(installed(), "", "");
    fill(cache(), "", "");
    assertEquals(installed(), find(true));
  }

  @Test
  void uncompressedFilesServeToo() throws IOException {
    Files.createDirectories(installed());
    Files.writeString(installed().resolve("one"), "");
    Files.writeString(installed().resolve("two.gz"), "");
    assertEquals(installed(), find(false));
    assertEquals(installed().resolve("one"), FashionMnistFiles.file(installed(), "one.gz"));
  }

  @Test
  void cachedFilesAreNotDownloadedAgain() throws IOException {
    fill(cache(), "old", "old");
    assertEquals(cache(), find(true));
    assertEquals("old", Files.readString(cache().resolve("one.gz")));
  }

  @Test
  void missingFilesAreDownloadedIntoTheCache() throws IOException {
    fill(home(), "abc", "");
    List<String> messages = new ArrayList<>();
    Path found =
        files()
            .find(
                Optional.of(home().toUri().toString()),
                new TrainingListener() {
                  @Override
                  public void message(String message) {
                    messages.add(message);
                  }
                });
    assertEquals(cache(), found);
    assertEquals(List.of("one.gz", "two.gz"), list(cache()));
    assertEquals("abc", Files.readString(cache().resolve("one.gz")));
    assertEquals(1, messages.size());
  }

  @Test
  void downloadWithAnotherChecksumIsThrownAway() throws IOException {
    fill(home(), "abd", "");
    assertRefused(() -> find(true), "one.gz has the SHA-256", "dataset-fashion-mnist", "folder");
    assertTrue(list(cache()).stream().noneMatch(name -> name.contains("one")));
    assertTrue(list(cache()).stream().noneMatch(name -> name.endsWith(".part")));
  }

  @Test
  void failedDownloadSaysWhereItLookedAndWhatToDo() {
    assertRefused(
        () -> find(true),
        installed().toString(),
        cache().toString(),
        home().toUri().toString(),
        "dataset-fashion-mnist",
        "folder",
        "RETORT_CACHE");
  }

  @Test
  void downloadCanBeForbidden() throws IOException {
    fill(home(), "abc", "");
    assertRefused(() -> find(false), "download is off", "dataset-fashion-mnist");
  }

  @Test
  void incompleteFolderIsRefused() throws IOException {
    fill(folder, "", "");
    assertRefused(
        () -> inFolder(folder).load(new TestContext(folder, 1)),
        folder.toString(),
        "t10k-images-idx3-ubyte.gz");
  }

  @Test
  void onlyEncryptedSourcesAreAccepted() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new FashionMnist(
                Optional.empty(), true, "http://example.org/", ImageShape.IMAGE, 0, 1));
  }

  @Test
  void realFilesAreBalancedAndOfTheirSize() {
    Path debian = FashionMnistFiles.ofThisMachine().installed();
    assumeTrue(Files.isDirectory(debian), "the package dataset-fashion-mnist is not installed");
    try (Dataset data = inFolder(debian).load(new TestContext(folder, 1))) {
      assertEquals(Shape.of(1, 28, 28), data.inputShape());
      assertEquals("Ankle boot", data.heads().get(0).task().names().get(9));
      assertEquals(60_000, data.train().size());
      // Its authors give 1,000 test images for each class, of which the first is an ankle boot.
      int[] labels = Gathered.classes(data.test().orElseThrow());
      assertEquals(9, labels[0]);
      int[] counts = new int[10];
      Arrays.stream(labels).forEach(label -> counts[label]++);
      int[] even = new int[10];
      Arrays.fill(even, 1_000);
      assertArrayEquals(even, counts);
    }
  }
}
