package io.retort.runtime.plugin;

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

/** The hash by which jars are told apart. */
final class Sha256 {

  private Sha256() {}

  /**
   * Hashes a file.
   *
   * @return 64 hexadecimal digits
   * @throws RetortException if the file cannot be read
   */
  static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new RetortException("The jar " + file + " cannot be read", unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
