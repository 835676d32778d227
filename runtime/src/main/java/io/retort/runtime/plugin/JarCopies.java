package io.retort.runtime.plugin;

import io.retort.core.Reason;
import io.retort.runtime.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A folder, which only this user can look into, for copies of a plugin's jars. What was hashed on
 * the way there is what is loaded, whatever happens to the jars meanwhile. The copies are deleted
 * when the program ends: what a plugin has loaded may load more for as long as it is in use.
 */
final class JarCopies {
  private final Path folder;

  JarCopies() throws RefusedPlugin {
    try {
      folder = Files.createTempDirectory("retort-plugin-");
    } catch (IOException | IllegalArgumentException none) {
      throw new RefusedPlugin(
          "locked jars are copied before they are loaded, and no folder can be made for them in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + Reason.of(none)
              + ")",
          "make it possible to write there, or name another folder with"
              + " RETORT_OPTS=-Djava.io.tmpdir=DIR",
          none);
    }
    folder.toFile().deleteOnExit();
  }

  /**
   * Copies a jar.
   *
   * @return the copy
   * @throws RefusedPlugin if the jar cannot be read, or the copy not written
   */
  Copy of(Path jar) throws RefusedPlugin {
    if (!Files.isRegularFile(jar)) {
      // A pipe would be waited for.
      throw new RefusedPlugin(jar.getFileName() + " is no regular file", "remove it");
    }
    // Under its own name, from which Java derives that of a module.
    Path copy = folder.resolve(jar.getFileName());
    copy.toFile().deleteOnExit();
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
      Files.copy(in, copy);
    } catch (IOException failure) {
      throw new RefusedPlugin(
          jar.getFileName() + " cannot be copied to " + folder + " (" + Reason.of(failure) + ")",
          "make it readable, or name another folder with RETORT_OPTS=-Djava.io.tmpdir=DIR",
          failure);
    }
    return new Copy(new BundleJar(jar, copy), HexFormat.of().formatHex(digest.digest()));
  }

  /** A copy, and the SHA-256 of its bytes. */
  record Copy(BundleJar jar, String sha256) {}
}
