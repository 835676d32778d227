package io.retort.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash of texts and numbers, in the order in which they are added. */
public final class Fingerprint {
  private static final int CHUNK = 8192;

  private final MessageDigest digest;

  /** A hash of nothing. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("Every Java platform has SHA-256", missing);
    }
  }

  /**
   * Adds a text.
   *
   * @param text any text
   * @return this object
   */
  public Fingerprint add(String text) {
    return add((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds numbers.
   *
   * @param values any numbers, by their bits
   * @return this object
   */
  public Fingerprint add(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(values.length, CHUNK) * Float.BYTES);
    for (int start = 0; start < values.length; start += CHUNK) {
      int count = Math.min(CHUNK, values.length - start);
      bytes.clear().asFloatBuffer().put(values, start, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
    return this;
  }

  /**
   * Adds bytes.
   *
   * @param bytes any bytes
   * @return this object
   */
  public Fingerprint add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * The hash of all that was added. This object starts from nothing again.
   *
   * @return 64 hexadecimal digits
   */
  public String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
