package io.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpackedLimitTest {
  private static final Path FILE = Path.of("data.csv.gz");

  @Test
  void sizesHaveBinaryUnits() {
    assertEquals(4L << 30, limit("").bytes());
    assertEquals(1500, limit("1500").bytes());
    assertEquals(500 << 20, limit(" 500m ").bytes());
    assertEquals(20L << 30, limit("20G").bytes());
    assertEquals(Long.MAX_VALUE, limit("9999999999T").bytes());
    for (String wrong : new String[] {"much", "-1", "0", "1.5G", "5 G", "5GB", "12345678901"}) {
      String message = assertThrows(RetortException.class, () -> limit(wrong)).getMessage();
      assertTrue(message.contains(UnpackedLimit.VARIABLE + " is '" + wrong + "'"), message);
    }
  }

  private static UnpackedLimit limit(String text) {
    return UnpackedLimit.of(Map.of(UnpackedLimit.VARIABLE, text));
  }

  @Test
  void whatIsBelowTheLimitIsReadWhole() throws IOException {
    byte[] content = {1, 2, 3, 4, 5};
    try (InputStream in = stream(content, 5)) {
      assertArrayEquals(content, in.readAllBytes());
    }
    try (InputStream in = stream(content, 5)) {
      assertEquals(2, in.skip(2));
      assertEquals(3, in.read());
      assertArrayEquals(new byte[] {4, 5}, in.readAllBytes());
    }
  }

  @Test
  void oneByteMoreIsRefusedHoweverItIsRead() {
    byte[] content = new byte[2049];
    for (Reading reading :
        new Reading[] {
          InputStream::readAllBytes,
          in -> in.skipNBytes(2049),
          in -> {
            while (in.read() >= 0) {}
          }
        }) {
      String message =
          assertThrows(RetortException.class, () -> reading.read(stream(content, 2048)))
              .getMessage();
      assertEquals(
          "The compressed file data.csv.gz unpacks to more than 2 KiB; if that is right, set the"
              + " environment variable RETORT_UNPACKED_LIMIT to more, such as"
              + " RETORT_UNPACKED_LIMIT=64G",
          message);
    }
  }

  private interface Reading {
    void read(InputStream in) throws IOException;
  }

  private static InputStream stream(byte[] content, long limit) {
    return new UnpackedLimit(limit).counted(new ByteArrayInputStream(content), FILE);
  }
}
