package io.retort.datasets.images;

import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Images that tests write, and what data sets made of them. */
final class Pictures {
  private Pictures() {}

  /** An image of random colours, which are the same for the same seed. */
  static BufferedImage coloured(int height, int width, long seed) {
    return drawn(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), seed);
  }

  static BufferedImage grey(int height, int width, long seed) {
    return drawn(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), seed);
  }

  private static BufferedImage drawn(BufferedImage image, long seed) {
    Random random = new Random(seed);
    int bands = image.getRaster().getNumBands();
    int[] pixels =
        random.ints((long) image.getWidth() * image.getHeight() * bands, 0, 256).toArray();
    image.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), pixels);
    return image;
  }

  /** Writes an image in the format that the file's name says, with the folders that it needs. */
  static Path write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IllegalArgumentException("No format for " + file);
    }
    return file;
  }

  /** Some grey images in each of two classes. */
  static void twoClasses(Path folder, int each) throws IOException {
    for (int i = 0; i < each; i++) {
      write(folder.resolve("cat/" + i + ".png"), grey(4, 5, i));
      write(folder.resolve("dog/" + i + ".png"), grey(4, 5, 1000 + i));
    }
  }

  /** The inputs of all samples, one after the other. */
  static float[] inputs(Dataset data, Samples samples) {
    try (Tensor batch = Tensor.allocate(data.inputShape().batch(samples.size()))) {
      samples.inputs(IntStream.range(0, samples.size()).toArray(), batch);
      return batch.toArray();
    }
  }

  static int[] labels(Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    return ((Target.Classes) samples.labels("label", all)).labels();
  }
}
