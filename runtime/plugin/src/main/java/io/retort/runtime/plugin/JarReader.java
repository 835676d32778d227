package io.retort.runtime.plugin;

import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Reads what a jar says about itself. Jars may be broken or hostile: everything is read up to a
 * limit, and whatever is beyond it or cannot be understood refuses the jar.
 */
final class JarReader {
  /** More than the largest libraries have; each takes memory for as long as the jar is open. */
  private static final int MAX_ENTRIES = 100_000;

  private static final int MAX_MANIFEST = 4 << 20;
  private static final int MAX_DESCRIPTOR = 1 << 20;
  private static final int MAX_SERVICES = 64 << 10;

  private static final String IDENTIFIER =
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

  /** The package of a class; other names come from files in folders that are not packages. */
  private static final Pattern PACKAGE =
      Pattern.compile("(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*)\\.");

  private final BundleJar jarFile;
  private final UnpackedLimit limit;

  private JarReader(BundleJar jarFile, UnpackedLimit limit) {
    this.jarFile = jarFile;
    this.limit = limit;
  }

  /**
   * Reads a jar.
   *
   * @throws RefusedPlugin if it is not a jar, is beyond the limits, or contradicts itself
   */
  static JarContents read(BundleJar jar) throws RefusedPlugin {
    return read(jar, UnpackedLimit.current());
  }

  /** Reads a jar with a limit of its own. */
  static JarContents read(BundleJar jar, UnpackedLimit limit) throws RefusedPlugin {
    return new JarReader(jar, limit).read();
  }

  private JarContents read() throws RefusedPlugin {
    if (!Files.isRegularFile(jarFile.file())) {
      // A pipe would be waited for.
      throw new RefusedPlugin(
          name() + " is not a jar that can be read: it is not a regular file", "remove it");
    }
    try (JarFile jar =
        new JarFile(jarFile.file().toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      checkSize(jar);
      Set<String> classes = new HashSet<>();
      Map<String, List<String>> services = new HashMap<>();
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (isServicesFile(name)) {
          String text = new String(bytes(jar, entry, MAX_SERVICES), StandardCharsets.UTF_8);
          services.put(
              name.substring(ServicesFile.FOLDER.length()), ServicesFile.names(text.lines()));
        } else if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          classes.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
      classes.remove("module-info");
      return new JarContents(jarFile, manifest(jar), descriptor(jar, classes), services, classes);
    } catch (IOException | IllegalArgumentException | SecurityException unreadable) {
      // The zip file system and the parsers below it also throw unchecked exceptions.
      throw new RefusedPlugin(
          name() + " is not a jar that can be read: " + Reason.of(unreadable),
          "copy it again, or remove it",
          unreadable);
    }
  }

  private void checkSize(JarFile jar) throws RefusedPlugin {
    if (jar.size() > MAX_ENTRIES) {
      throw new RefusedPlugin(
          name() + " has " + jar.size() + " entries, of which " + MAX_ENTRIES + " are accepted",
          "remove it");
    }
    // Sizes that the entries claim, as far as there can be as much; what is read below is counted.
    long most = UnpackedLimit.most(jarFile.file().toFile().length());
    long unpacked = jar.stream().mapToLong(entry -> claimed(entry, most)).sum();
    try {
      limit.check(unpacked, jarFile.path());
    } catch (RetortException bomb) {
      throw new RefusedPlugin(bomb.getMessage(), "otherwise remove it", bomb);
    }
  }

  private static long claimed(JarEntry entry, long most) {
    return Math.max(0, Math.min(most, entry.getSize()));
  }

  private Attributes manifest(JarFile jar) throws IOException, RefusedPlugin {
    // Java takes it in upper and lower case.
    JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
    for (JarEntry each : (Iterable<JarEntry>) jar.stream()::iterator) {
      if (entry == null && each.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
        entry = each;
      }
    }
    return entry == null
        ? new Attributes()
        : new Manifest(new ByteArrayInputStream(bytes(jar, entry, MAX_MANIFEST)))
            .getMainAttributes();
  }

  private Optional<ModuleDescriptor> descriptor(JarFile jar, Set<String> classes)
      throws IOException, RefusedPlugin {
    JarEntry entry = jar.getJarEntry("module-info.class");
    if (entry == null) {
      return Optional.empty();
    }
    Set<String> packages = new HashSet<>();
    for (String name : classes) {
      Matcher packageName = PACKAGE.matcher(name);
      if (packageName.lookingAt()) {
        packages.add(packageName.group(1));
      }
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(jar, entry, MAX_DESCRIPTOR));
      return Optional.of(ModuleDescriptor.read(bytes, () -> packages));
    } catch (InvalidModuleDescriptorException | UncheckedIOException invalid) {
      throw new RefusedPlugin(
          "the module-info.class of " + name() + " is invalid: " + invalid.getMessage(),
          "build the jar again",
          invalid);
    }
  }

  private byte[] bytes(JarFile jar, JarEntry entry, int limit) throws IOException, RefusedPlugin {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new RefusedPlugin(
            entry.getName() + " of " + name() + " has more than " + limit + " bytes",
            "remove the jar");
      }
      return bytes;
    }
  }

  private static boolean isServicesFile(String name) {
    return name.startsWith(ServicesFile.FOLDER)
        && name.indexOf('/', ServicesFile.FOLDER.length()) < 0
        && name.length() > ServicesFile.FOLDER.length();
  }

  private String name() {
    return jarFile.toString();
  }
}
