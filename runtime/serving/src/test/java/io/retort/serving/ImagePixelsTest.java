package io.retort.serving;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.tensor.Shape;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ImagePixelsTest {

  /** Two pixels beside each other. */
  private static BufferedImage image(int type, int left, int right) {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, left);
    image.setRGB(1, 0, right);
    return image;
  }

  @Test
  void coloursAreChannelByChannel() {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 0x102030, 0xFF00FE);
    int[] expected = {0x10, 0xFF, 0x20, 0x00, 0x30, 0xFE};
    assertArrayEquals(expected, ImagePixels.of(image, Shape.of(3, 1, 2)));
    assertArrayEquals(expected, ImagePixels.of(image, Shape.of(6)));
  }

  @Test
  void greyIsTheLumaOfColours() {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 0xFF0000, 0x0000FF);
    // 0.299 · 255 = 76.2 and 0.114 · 255 = 29.1
    assertArrayEquals(new int[] {76, 29}, ImagePixels.of(image, Shape.of(1, 1, 2)));
  }

  @Test
  void greyBytesAreAsTheyAreStored() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {7, 200});
    assertArrayEquals(new int[] {7, 200}, ImagePixels.of(image, Shape.of(1, 1, 2)));
    assertArrayEquals(new int[] {7, 200, 7, 200, 7, 200}, ImagePixels.of(image, Shape.of(3, 1, 2)));
  }

  @Test
  void imagesOfAnotherSizeAndTransparentOnesAreRefused() {
    BufferedImage image = image(BufferedImage.TYPE_INT_ARGB, 0xFF000000, 0x80FFFFFF);
    assertRefused(() -> ImagePixels.of(image, Shape.of(1, 2, 1)), "2 x 1", "1x2x1", "resize");
    assertRefused(() -> ImagePixels.of(image, Shape.of(2, 1, 2)), "2x1x2");
    assertRefused(() -> ImagePixels.of(image, Shape.of(3, 1, 2)), "transparent in column 1, row 0");
  }
}
