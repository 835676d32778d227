package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.core.tensor.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageInputTest {

  /** Two pixels beside each other. */
  private static BufferedImage image(int type, int left, int right) {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, left);
    image.setRGB(1, 0, right);
    return image;
  }

  private static byte[] exact(BufferedImage image, int... shape) {
    return ImageInput.of(image, Shape.of(shape), ImageFit.EXACT);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void coloursAreChannelByChannel() {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 0x102030, 0xFF00FE);
    byte[] expected = bytes(0x10, 0xFF, 0x20, 0x00, 0x30, 0xFE);
    assertArrayEquals(expected, exact(image, 3, 1, 2));
    assertArrayEquals(expected, exact(image, 6));
  }

  @Test
  void greyIsTheLumaOfColours() {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 0xFF0000, 0x0000FF);
    // 0.299 · 255 = 76.2 and 0.114 · 255 = 29.1
    assertArrayEquals(bytes(76, 29), exact(image, 1, 1, 2));
  }

  @Test
  void greyIsAsItIsStored() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {7, 200});
    assertArrayEquals(bytes(7, 200), exact(image, 1, 1, 2));
    assertArrayEquals(bytes(7, 200, 7, 200, 7, 200), exact(image, 3, 1, 2));
    BufferedImage fine = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    fine.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {7 * 257 + 128, 200 * 257 + 129});
    assertArrayEquals(bytes(7, 201), exact(fine, 1, 1, 2));
  }

  @Test
  void greyWithOpaquenessIsReadWhereItIsOpaque() {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {7, 200});
    image.getRaster().setSamples(0, 0, 2, 1, 1, new int[] {255, 255});
    assertArrayEquals(bytes(7, 200), exact(image, 1, 1, 2));
    image.getRaster().setSamples(0, 0, 2, 1, 1, new int[] {255, 254});
    assertRefused(() -> exact(image, 1, 1, 2), "transparent in column 1, row 0");
  }

  @Test
  void imagesOfAnotherSizeAndTransparentOnesAreRefused() {
    BufferedImage image = image(BufferedImage.TYPE_INT_ARGB, 0xFF000000, 0x80FFFFFF);
    assertRefused(() -> exact(image, 1, 2, 1), "2 x 1", "1x2x1", "resize");
    assertRefused(() -> exact(image, 2, 1, 2), "2x1x2");
    assertRefused(() -> exact(image, 3, 1, 2), "transparent in column 1, row 0");
  }

  @Test
  void smallerImagesAreMeans() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    image
        .getRaster()
        .setSamples(
            0,
            0,
            4,
            4,
            0,
            new int[] {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 255, 255, 0, 0});
    // Image.resize((2, 2), BILINEAR) of Pillow 12.3.0
    assertArrayEquals(
        bytes(36, 52, 138, 69), ImageInput.of(image, Shape.of(1, 2, 2), ImageFit.STRETCH));
  }

  @Test
  void imagesThatBecomeLargeFirstAreRefused() {
    BufferedImage image = new BufferedImage(1, 1 << 20, BufferedImage.TYPE_BYTE_GRAY);
    Shape wide = Shape.of(1, 1, 65);
    assertRefused(
        () -> ImageInput.of(image, wide, ImageFit.STRETCH), "1 x 1048576 pixels", "too narrow");
    // Of what is cropped, the two rows in the middle count, each for half.
    image.getRaster().setSample(0, 1 << 19, 0, 255);
    byte[] cropped = ImageInput.of(image, wide, ImageFit.CROP);
    byte[] half = new byte[65];
    Arrays.fill(half, (byte) 128);
    assertArrayEquals(half, cropped);
  }

  /** Checksums of {@code Image.resize} and {@code ImageOps.fit} with BILINEAR in Pillow 12.3.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "13x7 5x4 1a19dcc3 ef2baeac",
        "7x13 5x4 03753b9d 2c9f935e",
        "100x37 28x28 de1e1fac eaed231a",
        "3x5 8x9 1cad37a2 16cdcae5",
        "640x481 64x48 ace86d2e 1a65d54a",
        "31x31 30x31 768351d1 aedd34a4",
        "1x50 3x2 9563aa3a 2ea7bf8f",
        "333x1000 224x224 e94e4f3a e1dee8ff"
      })
  void resizedImagesAreThoseOfPillow(String from, String to, String stretched, String cropped) {
    BufferedImage image = pattern(extents(from));
    int[] size = extents(to);
    Shape shape = Shape.of(3, size[1], size[0]);
    assertEquals(stretched, checksum(ImageInput.of(image, shape, ImageFit.STRETCH)));
    assertEquals(cropped, checksum(ImageInput.of(image, shape, ImageFit.CROP)));
  }

  private static int[] extents(String size) {
    int by = size.indexOf('x');
    return new int[] {Integer.parseInt(size, 0, by, 10), Integer.parseInt(size.substring(by + 1))};
  }

  private static String checksum(byte[] pixels) {
    CRC32 checksum = new CRC32();
    checksum.update(pixels);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static BufferedImage pattern(int[] size) {
    BufferedImage image = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size[1]; y++) {
      for (int x = 0; x < size[0]; x++) {
        int red = (x * 37 + y * 101 + x * y * 7) % 256;
        int green = (x * x + y * 3) % 256;
        int blue = (x / 3 + y / 2) % 2 == 1 ? 255 : 0;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }
}
