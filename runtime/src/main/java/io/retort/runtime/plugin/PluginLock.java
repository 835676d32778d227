package io.retort.runtime.plugin;

import io.retort.core.RetortException;
import io.retort.runtime.files.AtomicFiles;
import io.retort.runtime.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final long MAX_BYTES = 16 << 20;

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
      bundle.jars().forEach(jar -> hashes.put(relative(folder, jar), Sha256.of(jar)));
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
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> hashes = new TreeMap<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new RetortException(file + " is too long for a lock file; write it again");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          hashes.put(matcher.group(2), matcher.group(1));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          throw new RetortException(
              file + " has the line '" + line + "'; expected a SHA-256, two blanks and a jar");
        }
      }
    } catch (IOException unreadable) {
      throw new RetortException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
    return Optional.of(new PluginLock(folder, hashes));
  }

  /** Those plugins all of whose jars are as they were; the others become problems. */
  List<PluginBundle> unchanged(List<PluginBundle> bundles, CatalogBuilder builder) {
    List<PluginBundle> unchanged = new ArrayList<>();
    Set<String> checked = new HashSet<>();
    for (PluginBundle bundle : bundles) {
      bundle.jars().forEach(jar -> checked.add(relative(folder, jar)));
      String own = relative(folder, bundle.path()) + "/";
      Optional<String> missing =
          hashes.keySet().stream()
              .filter(jar -> jar.startsWith(own) && !checked.contains(jar))
              .findFirst();
      try {
        if (missing.isPresent()) {
          throw refusal(missing.get() + " is missing, which " + FILE + " names");
        }
        check(bundle);
        unchanged.add(bundle);
      } catch (RefusedPlugin | RetortException changed) {
        RefusedPlugin refusal =
            changed instanceof RefusedPlugin refused ? refused : refusal(changed.getMessage());
        builder.add(PluginProblem.of(bundle, refusal));
      }
    }
    for (String jar : hashes.keySet()) {
      if (!checked.contains(jar) && bundles.stream().noneMatch(bundle -> isIn(jar, bundle))) {
        String name = PluginBundle.qualifier(Path.of(jar.split("/", 2)[0]));
        builder.add(
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

  private void check(PluginBundle bundle) throws RefusedPlugin {
    for (Path jar : bundle.jars()) {
      String name = relative(folder, jar);
      String locked = hashes.get(name);
      if (locked == null) {
        throw refusal(name + " is not in " + FILE);
      }
      String found = Sha256.of(jar);
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
    }
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
      throw new RetortException("The jar '" + text + "' has a line break in its name; rename it");
    }
    return text;
  }
}
