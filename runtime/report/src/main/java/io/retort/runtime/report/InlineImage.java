package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Pixels as a PNG file inside of a page. Written here, because Java's own writer would make every
 * program that runs experiments need the module {@code java.desktop}, and start its toolkit.
 */
final class InlineImage {
  private static final int LARGEST_SIDE = 256;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private InlineImage() {}

  /** The address of an image; empty if there are not as many pixels as it should have. */
  static Optional<String> of(JsonNode image) {
    int channels = image.path("channels").asInt();
    int height = image.path("height").asInt();
    int width = image.path("width").asInt();
    byte[] pixels = decoded(image.path("pixels").asText());
    if ((channels != 1 && channels != 3)
        || Math.min(height, width) < 1
        || Math.max(height, width) > LARGEST_SIDE
        || pixels.length != channels * height * width) {
      return Optional.empty();
    }
    try {
      byte[] png = png(channels, height, width, pixels);
      return Optional.of("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException damaged) {
      return new byte[0];
    }
  }

  /** 8 bits for each channel, rows without a filter. */
  private static byte[] png(int channels, int height, int width, byte[] pixels) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream facts = new DataOutputStream(header);
    facts.writeInt(width);
    facts.writeInt(height);
    // The depth, grey or RGB, and the only compression, filter method and order without passes.
    facts.write(new byte[] {8, (byte) (channels == 1 ? 0 : 2), 0, 0, 0});
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(rows)) {
      for (int y = 0; y < height; y++) {
        out.write(0);
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < channels; channel++) {
            out.write(pixels[(channel * height + y) * width + x]);
          }
        }
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(SIGNATURE);
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", rows.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) checksum.getValue());
  }
}
