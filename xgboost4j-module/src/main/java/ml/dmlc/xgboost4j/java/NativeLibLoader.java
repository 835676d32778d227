package ml.dmlc.xgboost4j.java;

import io.retort.core.plugin.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Loads XGBoost's native library, in place of the class of the same name in its jar: that one
 * unpacks the library into the temporary folder at each start, leaves it there when the process is
 * ended from outside, and reports failures as stack traces. Here it lies in Retort's cache folder
 * under a name with the hash of its content, and is compared with it before it is loaded again.
 */
final class NativeLibLoader {
  private static final String LIBRARY = System.mapLibraryName("xgboost4j");

  private NativeLibLoader() {}

  /**
   * Called once, as {@link XGBoostJNI} is initialised.
   *
   * @throws UnsatisfiedLinkError if the library cannot be unpacked or loaded; unlike an exception
   *     XGBoost lets it pass without a word
   */
  static void initXGBoost() {
    try {
      System.load(unpacked(content()).toString());
    } catch (IOException unwritable) {
      UnsatisfiedLinkError misfit = new UnsatisfiedLinkError("it cannot be unpacked");
      misfit.initCause(unwritable);
      throw misfit;
    }
  }

  private static byte[] content() throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String folder =
        (system.contains("win") ? "windows" : system.contains("mac") ? "macos" : "linux")
            + (processor.equals("amd64") || processor.equals("x86_64")
                ? "/x86_64/"
                : "/" + processor + "/");
    try (InputStream library =
        NativeLibLoader.class.getResourceAsStream("/lib/" + folder + LIBRARY)) {
      if (library == null) {
        throw new UnsatisfiedLinkError(
            "XGBoost has no library for " + system + " on processors " + processor);
      }
      return library.readAllBytes();
    }
  }

  private static Path unpacked(byte[] library) throws IOException {
    Path folder = Files.createDirectories(CacheFolder.of("native"));
    Path file = folder.resolve("xgboost-" + hash(library) + "-" + LIBRARY);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), library)) {
      return file;
    }
    Path part = Files.createTempFile(folder, LIBRARY, ".part");
    try {
      Files.write(part, library);
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String hash(byte[] library) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(library);
      return HexFormat.of().formatHex(hash, 0, Long.BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has SHA-256", impossible);
    }
  }
}
