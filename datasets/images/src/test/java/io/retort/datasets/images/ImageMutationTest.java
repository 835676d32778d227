package io.retort.datasets.images;

import io.retort.testkit.MutatedFiles;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed images and lists are read or refused. */
class ImageMutationTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Pictures.twoClasses(folder.resolve("data"), 1);
  }

  @Test
  void changedImagesAreReadOrRefused() throws IOException {
    Pictures.write(folder.resolve("a.png"), Pictures.coloured(9, 11, 1));
    Pictures.write(folder.resolve("g.png"), Pictures.grey(9, 11, 1));
    Pictures.write(folder.resolve("a.jpg"), Pictures.coloured(19, 21, 1));
    for (String name : new String[] {"a.png", "g.png", "a.jpg"}) {
      assertReadOrRefused(name, 400, "data/dog/0.png", Given.folder("data").size("4x4"));
    }
  }

  @Test
  void changedListsAreReadOrRefused() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), "path,label\ndata/cat/0.png,a\n\"data/dog/0.png\",b\n");
    assertReadOrRefused("a.csv", 400, "list.csv", Given.list("list.csv"));
  }

  private void assertReadOrRefused(String good, int usual, String place, Given given)
      throws IOException {
    Images images = given.images();
    MutatedFiles.assertReadOrRefused(
        good,
        Files.readAllBytes(folder.resolve(good)),
        usual,
        content -> {
          try {
            Files.write(folder.resolve(place), content);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
          images.load(new TestContext(folder, 1)).close();
        });
  }
}
