package io.retort.runtime.plugin;

import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.common.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A folder, which only this user can look into, for copies of a plugin's jars. What was hashed on
 * the way there is what is loaded, whatever happens to the jars meanwhile. The copies are deleted
 * when the program ends: what a plugin has loaded may load more for as long as it is in use. A
 * program that was killed leaves them; as its lock on the folder ends with it, the next one that
 * makes such a folder removes them.
 */
final class JarCopies {
  private static final String PREFIX = "retort-plugin-";
  private static final String UNLOCKED = "retort-unlocked-";
  private static final String LOCK = ".lock";

  private final Path folder;

  JarCopies() throws RefusedPlugin {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes the folder in another one. */
  JarCopies(Path parent) throws RefusedPlugin {
    try {
      folder = locked(parent);
    } catch (IOException | IllegalArgumentException | RetortException none) {
      throw new RefusedPlugin(
          "locked jars are copied before they are loaded, and no folder can be made for them in "
              + parent
              + " ("
              + Reason.of(none)
              + ")",
          "make it possible to write there, or name another folder with"
              + " RETORT_OPTS=-Djava.io.tmpdir=DIR",
          none);
    }
    removeAbandoned(parent);
  }

  /** A folder gets the name by which others look for abandoned ones when it is locked. */
  private static Path locked(Path parent) throws IOException {
    Path begun = Files.createTempDirectory(parent, UNLOCKED);
    String number = begun.getFileName().toString().substring(UNLOCKED.length());
    Path folder = begun.resolveSibling(PREFIX + number);
    // What is registered first is deleted last.
    folder.toFile().deleteOnExit();
    folder.resolve(LOCK).toFile().deleteOnExit();
    OutputLock.acquire(begun.resolve(LOCK), begun);
    return Files.move(begun, folder);
  }

  private static void removeAbandoned(Path parent) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : folders) {
        if (isAbandoned(each)) {
          remove(each);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // They take some disk space, no more.
    }
  }

  /** Folders of other users cannot be opened, and a link leads anywhere. */
  private static boolean isAbandoned(Path folder) {
    Path lock = folder.resolve(LOCK);
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
        && Files.isWritable(lock)
        && OutputLock.writer(lock).isEmpty();
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.deleteIfExists(file);
        }
      }
    }
    // Last, so that another program goes on where this one is killed.
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
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
      throw new RefusedPlugin(jar.getFileName() + " is not a regular file", "remove it");
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
