package io.retort.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are PNG files with the pixels that were given. */
class InlineImageTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  private static ObjectNode image(int channels, byte[] pixels) {
    return new ObjectMapper()
        .createObjectNode()
        .put("channels", channels)
        .put("height", HEIGHT)
        .put("width", WIDTH)
        .put("pixels", Base64.getEncoder().encodeToString(pixels));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void pixelsComeBack(int channels) throws IOException {
    byte[] pixels = new byte[channels * HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37);
    }
    String address = InlineImage.of(image(channels, pixels)).orElseThrow();
    DataInputStream png =
        new DataInputStream(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1))));
    assertEquals(0x89504E470D0A1A0AL, png.readLong());
    DataInputStream header = chunk(png, "IHDR");
    assertEquals(WIDTH, header.readInt());
    assertEquals(HEIGHT, header.readInt());
    assertEquals(channels == 1 ? 0x0800000000L : 0x0802000000L, number(header.readNBytes(5)));
    InflaterInputStream rows = new InflaterInputStream(chunk(png, "IDAT"));
    for (int y = 0; y < HEIGHT; y++) {
      assertEquals(0, rows.read());
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < channels; channel++) {
          assertEquals(pixels[(channel * HEIGHT + y) * WIDTH + x] & 0xff, rows.read());
        }
      }
    }
    assertEquals(-1, rows.read());
    chunk(png, "IEND");
    assertEquals(0, png.available());
  }

  private static long number(byte[] bytes) {
    long number = 0;
    for (byte each : bytes) {
      number = (number << 8) | (each & 0xff);
    }
    return number;
  }

  private static DataInputStream chunk(DataInputStream png, String type) throws IOException {
    int length = png.readInt();
    byte[] content = png.readNBytes(4 + length);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    assertEquals((int) checksum.getValue(), png.readInt());
    assertEquals(type, new String(content, 0, 4, StandardCharsets.US_ASCII));
    return new DataInputStream(new ByteArrayInputStream(content, 4, length));
  }

  @Test
  void whatHasOtherPixelsThanItSaysIsNoPicture() {
    assertTrue(InlineImage.of(image(1, new byte[3])).isEmpty());
    assertTrue(InlineImage.of(image(2, new byte[70])).isEmpty());
    assertTrue(InlineImage.of(image(1, new byte[35]).put("pixels", "<script>")).isEmpty());
  }
}
