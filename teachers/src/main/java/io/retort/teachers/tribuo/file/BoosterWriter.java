package io.retort.teachers.tribuo.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what {@link BoosterBytes} reads. */
final class BoosterWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  BoosterWriter integer(int value) {
    return raw(value, Integer.BYTES);
  }

  BoosterWriter integers(int count, int value) {
    for (int i = 0; i < count; i++) {
      integer(value);
    }
    return this;
  }

  BoosterWriter number(float value) {
    return raw(Float.floatToRawIntBits(value), Float.BYTES);
  }

  BoosterWriter length(long value) {
    return raw(value, Long.BYTES);
  }

  BoosterWriter letters(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  BoosterWriter word(String text) {
    return length(text.length()).letters(text);
  }

  private BoosterWriter raw(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (value >> (Byte.SIZE * i)));
    }
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
