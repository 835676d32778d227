package io.retort.runtime.common.files;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which files are told apart. */
public final class Sha256 {

  private Sha256() {}

  /**
   * Begins a hash.
   *
   * @return takes bytes
   */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * Hashes bytes.
   *
   * @param bytes any
   * @return 64 hexadecimal digits
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * Hashes a file.
   *
   * @param file an existing file
   * @return 64 hexadecimal digits
   * @throws RetortException if the file cannot be read
   */
  public static String of(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for, and a device may never end.
      throw new RetortException(
          ErrorKind.DATA, "The file " + file + " cannot be read: it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = digest();
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }
}
