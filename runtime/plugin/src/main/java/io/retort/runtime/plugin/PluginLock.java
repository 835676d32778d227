package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file {@code plugins.lock} of a plugin folder: the SHA-256 of every jar, in the form that
 * {@code sha256sum --check} reads. Where there is one, a jar that it does not name, or names with
 * another hash, is refused before any of its classes is loaded.
 */
public final class PluginLock {
  /** The name of the file. */
  public static final String FILE = "plugins.lock";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](\\S.*)");
  private static final int MAX_BYTES = 16 << 20;

  private final Path folder;
  private final Map<String, String> hashes;

  private PluginLock(Path folder, Map<String, String> hashes) {
    this.folder = folder;
    this.hashes = hashes;
  }

  /**
   * Writes the lock file of a plugin folder.
   *
   * @param folder the folder, whose jars are taken as they are
   * @return the jars that it names, relative to the folder
   * @throws RetortException if a jar cannot be read, or the file cannot be written
   */
  public static List<String> write(Path folder) {
    Map<String, String> hashes = new TreeMap<>();
    for (PluginBundle bundle : PluginBundle.in(folder)) {
      bundle.paths().forEach(jar -> hashes.put(relative(folder, jar), Sha256.of(jar)));
    }
    String text =
        hashes.entrySet().stream()
            .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    AtomicFiles.write(
        folder.resolve(FILE), file -> Files.writeString(file, text, StandardCharsets.UTF_8));
    return List.copyOf(hashes.keySet());
  }

  /**
   * The lock of a plugin folder.
   *
   * @return the lock; empty if there is no such file
   * @throws RetortException if the file is there but cannot be understood
   */
  static Optional<PluginLock> of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!exists(file)) {
      return Optional.empty();
    }
    Map<String, String> hashes = new TreeMap<>();
    try {
      for (String line : text(file).lines().toList()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          String other = hashes.put(matcher.group(2), matcher.group(1));
          if (other != null && !other.equals(matcher.group(1))) {
            throw new RetortException(
                ErrorKind.PLUGIN, file + " has two hashes of " + matcher.group(2));
          }
        } else if (!line.isBlank() && !line.startsWith("#")) {
          throw new RetortException(
              ErrorKind.PLUGIN,
              file + " has the line '" + line + "'; expected a SHA-256, two blanks and a jar");
        }
      }
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          file
              + " cannot be read: "
              + Reason.of(unreadable)
              + "; no plugin beside it is loaded without it",
          unreadable);
    }
    return Optional.of(new PluginLock(folder, hashes));
  }

  /** Whether there is such a name, whatever it leads to: a lock that cannot be read is one. */
  private static boolean exists(Path file) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException none) {
      return false;
    } catch (IOException unknown) {
      return true;
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for.
      throw new RetortException(
          ErrorKind.PLUGIN,
          file + " is not a regular file; no plugin beside it is loaded without its lock");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RetortException(
            ErrorKind.PLUGIN, file + " is too long for a lock file; write it again");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /** Those plugins all of whose jars are as they were; the others become problems. */
  List<PluginBundle> unchanged(List<PluginBundle> bundles, FoundPlugins found) {
    List<PluginBundle> unchanged = new ArrayList<>();
    Set<String> checked = new HashSet<>();
    for (PluginBundle bundle : bundles) {
      bundle.paths().forEach(jar -> checked.add(relative(folder, jar)));
      String own = relative(folder, bundle.path()) + "/";
      Optional<String> missing =
          hashes.keySet().stream()
              .filter(jar -> jar.startsWith(own) && !checked.contains(jar))
              .findFirst();
      try {
        if (missing.isPresent()) {
          throw refusal(missing.get() + " is missing, which " + FILE + " names");
        }
        unchanged.add(checked(bundle));
      } catch (RefusedPlugin | RetortException changed) {
        RefusedPlugin refusal =
            changed instanceof RefusedPlugin refused ? refused : refusal(changed.getMessage());
        found.add(PluginProblem.of(bundle, refusal));
      }
    }
    for (String jar : hashes.keySet()) {
      if (!checked.contains(jar) && bundles.stream().noneMatch(bundle -> isIn(jar, bundle))) {
        String name = PluginBundle.qualifier(Path.of(jar.split("/", 2)[0]));
        found.add(
            PluginProblem.of(
                name,
                folder.resolve(jar).toString(),
                refusal("it is missing, and " + FILE + " names it")));
      }
    }
    return unchanged;
  }

  private boolean isIn(String jar, PluginBundle bundle) {
    return jar.startsWith(relative(folder, bundle.path()) + "/");
  }

  /** The plugin, to be loaded from copies of what was hashed. */
  PluginBundle checked(PluginBundle bundle) throws RefusedPlugin {
    List<BundleJar> jars = new ArrayList<>();
    JarCopies copies = new JarCopies();
    for (Path jar : bundle.paths()) {
      String name = relative(folder, jar);
      String locked = hashes.get(name);
      if (locked == null) {
        throw refusal(name + " is not in " + FILE);
      }
      JarCopies.Copy copy = copies.of(jar);
      String found = copy.sha256();
      if (!found.equals(locked)) {
        throw refusal(
            name
                + " has changed since "
                + FILE
                + " was written: SHA-256 "
                + found
                + ", not "
                + locked);
      }
      jars.add(copy.jar());
    }
    return new PluginBundle(bundle.name(), bundle.path(), jars);
  }

  private RefusedPlugin refusal(String cause) {
    return new RefusedPlugin(
        cause,
        "put back what was there, or accept what is there now with 'retort plugins lock --plugins "
            + folder
            + "'");
  }

  private static String relative(Path folder, Path path) {
    Path below = folder.toAbsolutePath().normalize().relativize(path);
    List<String> names = new ArrayList<>();
    below.forEach(name -> names.add(name.toString()));
    String text = String.join("/", names);
    if (text.contains("\n") || text.contains("\r")) {
      throw new RetortException(
          ErrorKind.PLUGIN, "The jar '" + text + "' has a line break in its name; rename it");
    }
    return text;
  }
}
