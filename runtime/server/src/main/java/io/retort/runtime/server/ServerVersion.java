package io.retort.runtime.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version that the build wrote into {@code version.txt}. */
final class ServerVersion {
  private ServerVersion() {}

  static String current() {
    try (InputStream in = ServerVersion.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing beside " + ServerVersion.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("version.txt cannot be read", unreadable);
    }
  }
}
