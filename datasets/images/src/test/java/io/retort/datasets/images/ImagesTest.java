package io.retort.datasets.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.core.tensor.Shape;
import io.retort.testkit.TestContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples are the files of folders or of a list, in their order, as they were decoded. */
class ImagesTest {
  @TempDir private Path folder;

  private Dataset load(Given given) {
    return given.images().load(new TestContext(folder, 1));
  }

  private Path write(String name, BufferedImage image) throws IOException {
    return Pictures.write(folder.resolve(name), image);
  }

  private static List<String> ids(Samples samples) {
    return IntStream.range(0, samples.size())
        .mapToObj(samples::id)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> classes(Dataset data) {
    return ((Task.SingleLabel) data.heads().get(0).task()).names();
  }

  @Test
  void listsSayGroupsTimesAndWeights() throws IOException {
    for (int i = 0; i < 4; i++) {
      write(i + ".png", Pictures.grey(2, 2, i));
    }
    Files.writeString(
        folder.resolve("list.csv"),
        """
        n,label,path,who,taken,note
        0.5,cat,3.png,ann,2024-01-02,
        0,dog,1.png,bob,2024-01-01,blurred
        2,cat,0.png,ann,2024-01-03T12:00:00Z,
        """);
    try (Dataset data = load(Given.list("list.csv").group("who").weight("n"))) {
      Samples train = data.train();
      assertEquals(List.of("3.png", "1.png", "0.png"), ids(train));
      assertArrayEquals(new int[] {0, 1, 0}, Pictures.labels(train));
      SplitKey.Groups groups = (SplitKey.Groups) train.splitKey().orElseThrow();
      assertEquals(
          List.of("ann", "bob", "ann"), IntStream.range(0, 3).mapToObj(groups.group()).toList());
      assertEquals(folder.resolve("list.csv") + ", column 'who'", groups.source());
      assertArrayEquals(
          new double[] {0.5, 0, 2},
          IntStream.range(0, 3).mapToDouble(train.weights().orElseThrow().weight()).toArray());
    }
    Files.writeString(folder.resolve("3.png"), "no image");
    try (Dataset data = load(Given.list("list.csv").time("taken").skip())) {
      SplitKey.Times times = (SplitKey.Times) data.train().splitKey().orElseThrow();
      // From the beginning of the first to noon of the third.
      assertEquals(2.5 * 86400, times.time().applyAsDouble(1) - times.time().applyAsDouble(0));
      assertEquals(Optional.empty(), data.train().weights());
    }
    try (Dataset data = load(Given.list("list.csv").skip())) {
      assertEquals(Optional.empty(), data.train().splitKey());
    }
  }

  @Test
  void foldersAreClassesAndPathsAreIds() throws IOException {
    write("data/dog/b.png", Pictures.grey(2, 2, 1));
    write("data/dog/a.png", Pictures.grey(2, 2, 2));
    write("data/Zebra/10.png", Pictures.grey(2, 2, 3));
    write("data/cat/9.png", Pictures.grey(2, 2, 4));
    Files.writeString(folder.resolve("data/cat/.DS_Store"), "litter");
    Files.writeString(folder.resolve("data/README"), "about");
    try (Dataset data = load(Given.folder("data"))) {
      assertEquals(List.of("Zebra", "cat", "dog"), classes(data));
      assertEquals(
          List.of("Zebra/10.png", "cat/9.png", "dog/a.png", "dog/b.png"), ids(data.train()));
      assertArrayEquals(new int[] {0, 1, 2, 2}, Pictures.labels(data.train()));
      assertTrue(data.test().isEmpty());
      assertEquals("data.folder", data.warnings().get(0).place());
      assertTrue(data.warnings().get(0).sentence().contains("README"), data.warnings().toString());
    }
  }

  @Test
  void aListNamesFilesAndClasses() throws IOException {
    write("one/b.png", Pictures.grey(2, 2, 1));
    write("a,c.png", Pictures.grey(2, 2, 2));
    Path absolute = write("two/d.png", Pictures.grey(2, 2, 3));
    Files.writeString(
        folder.resolve("list.csv"),
        "\uFEFFpath,label\none/b.png,yes\n\"one/../a,c.png\", no \n\n" + absolute + ",yes\n");
    Files.writeString(folder.resolve("test.csv"), "one/b.png,no\n");
    try (Dataset data = load(Given.list("list.csv").testList("test.csv"))) {
      assertEquals(List.of("no", "yes"), classes(data));
      assertEquals(List.of("one/b.png", "a,c.png", absolute.toString()), ids(data.train()));
      assertArrayEquals(new int[] {1, 0, 1}, Pictures.labels(data.train()));
      assertEquals(List.of("one/b.png"), ids(data.test().orElseThrow()));
      assertArrayEquals(new int[] {0}, Pictures.labels(data.test().orElseThrow()));
    }
  }

  @Test
  void pixelsAreScaledAsTheyAreSaidToBe() throws IOException {
    write("data/a/1.png", Pictures.coloured(2, 3, 1));
    write("data/b/1.png", Pictures.coloured(2, 3, 2));
    try (Dataset data = load(Given.folder("data").scaled(0.25, 0.5))) {
      assertEquals(Shape.of(3, 2, 3), data.inputShape());
      assertEquals(
          new InputPreparation.Pixels(255, new Standardization(0.25, 0.5), ImageFit.EXACT),
          data.preparation());
      float[] inputs = Pictures.inputs(data, data.train());
      BufferedImage second = Pictures.coloured(2, 3, 2);
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          for (int channel = 0; channel < 3; channel++) {
            double value = second.getRaster().getSample(x, y, channel) / 255.0;
            assertEquals((float) ((value - 0.25) / 0.5), inputs[18 + (channel * 2 + y) * 3 + x]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CROP", "STRETCH"})
  void imagesOfAnySizeAreResized(ImageFit fit) throws IOException {
    List<BufferedImage> images =
        List.of(
            Pictures.coloured(9, 5, 1),
            Pictures.grey(3, 20, 2),
            Pictures.coloured(4, 6, 3),
            Pictures.coloured(40, 60, 4));
    for (int i = 0; i < images.size(); i++) {
      write("data/" + (i < 2 ? "a" : "b") + "/" + i + ".png", images.get(i));
    }
    for (int channels : new int[] {1, 3}) {
      Shape shape = Shape.of(channels, 4, 6);
      try (Dataset data = load(Given.folder("data").size("4x6").channels(channels).fit(fit))) {
        assertEquals(shape, data.inputShape());
        float[] inputs = Pictures.inputs(data, data.train());
        for (int i = 0; i < images.size(); i++) {
          byte[] pixels = ImageInput.of(images.get(i), shape, fit);
          for (int j = 0; j < pixels.length; j++) {
            assertEquals(
                (float) (Byte.toUnsignedInt(pixels[j]) / 255.0), inputs[i * pixels.length + j]);
          }
        }
      }
    }
  }

  @Test
  void jpegsAreReadWhateverTheyAreCalled() throws IOException {
    Path jpeg = write("data/a/1.jpg", Pictures.coloured(16, 16, 1));
    write("data/b/1.png", Pictures.coloured(16, 16, 2));
    BufferedImage decoded = ImageIO.read(jpeg.toFile());
    Files.move(jpeg, folder.resolve("data/a/1.png"));
    try (Dataset data = load(Given.folder("data"))) {
      byte[] pixels = ImageInput.of(decoded, data.inputShape(), ImageFit.EXACT);
      float[] inputs = Pictures.inputs(data, data.train());
      for (int j = 0; j < pixels.length; j++) {
        assertEquals((float) (Byte.toUnsignedInt(pixels[j]) / 255.0), inputs[j]);
      }
    }
  }

  /** More than are decoded together. */
  @Test
  void samplesKeepTheirOrderHoweverManyAreDecodedAtOnce() throws IOException {
    for (int i = 0; i < 5000; i++) {
      BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, i);
      write(String.format("data/%d/%04d.png", i % 2, i / 2), image);
    }
    try (Dataset data = load(Given.folder("data"))) {
      float[] inputs = Pictures.inputs(data, data.train());
      for (int sample = 0; sample < 5000; sample++) {
        int i = sample % 2500 * 2 + sample / 2500;
        assertEquals((float) ((i >> 8) / 255.0), inputs[3 * sample + 1]);
        assertEquals((float) ((i & 255) / 255.0), inputs[3 * sample + 2]);
      }
    }
  }

  @Test
  void badImagesAreSkippedAndCounted() throws IOException {
    Pictures.twoClasses(folder.resolve("data"), 3);
    Files.writeString(folder.resolve("data/cat/0.png"), "no image");
    Files.writeString(folder.resolve("data/dog/0.png"), "");
    try (Dataset data = load(Given.folder("data").skip())) {
      assertEquals(List.of("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"), ids(data.train()));
      assertArrayEquals(new int[] {0, 0, 1, 1}, Pictures.labels(data.train()));
      String warning = data.warnings().get(0).sentence();
      assertTrue(warning.startsWith("2 of the 6 images of " + folder.resolve("data")), warning);
      assertTrue(warning.contains("cat/0.png is neither a PNG nor a JPEG"), warning);
    }
    try (Dataset data = load(Given.folder("data").testFolder("data").skip().cache("kept"))) {
      assertEquals(
          List.of("data.folder", "data.test-folder"),
          data.warnings().stream().map(warning -> warning.place()).toList());
    }
  }
}
