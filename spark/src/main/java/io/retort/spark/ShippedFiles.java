package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a bound configuration names, and the configuration with their names on executors.
 * Immutable.
 */
final class ShippedFiles implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final LinkedHashMap<String, Object> configuration;
  private final TreeMap<String, byte[]> files;

  private ShippedFiles(Map<String, Object> configuration, Map<String, byte[]> files) {
    this.configuration = new LinkedHashMap<>(configuration);
    this.files = new TreeMap<>(files);
  }

  /**
   * Reads the files that a configuration names.
   *
   * @param configuration maps, lists and values, as a configuration is written that was bound: the
   *     paths in it are absolute
   * @throws RetortException if one cannot be read
   */
  static ShippedFiles read(Map<String, ?> configuration) {
    Packing packing = new Packing();
    Map<String, Object> renamed = new LinkedHashMap<>();
    configuration.forEach((key, value) -> renamed.put(key, packing.packed(value)));
    return new ShippedFiles(renamed, packing.files);
  }

  /** Files that were found so far. */
  private static final class Packing {
    /** An array of Java may have this many bytes, and there is one for each file. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private final Map<String, byte[]> files = new TreeMap<>();

    /** The names of files and folders on executors, by those that they have here. */
    private final Map<String, String> renamed = new HashMap<>();

    Object packed(Object value) {
      if (value instanceof Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, packed(each)));
        return copy;
      } else if (value instanceof List<?> list) {
        return list.stream().map(this::packed).toList();
      } else if (value instanceof String name && name.startsWith("/")) {
        return renamed.computeIfAbsent(name, this::added);
      }
      return value;
    }

    /** The name on executors of what a path or a pattern names; the same where that is nothing. */
    private String added(String name) {
      Path path = path(name);
      // A number keeps files of the same name apart, and the name its ending.
      String folder = "files/" + renamed.size() + "/";
      if (path == null || path.getNameCount() == 0) {
        return name;
      } else if (Files.exists(path)) {
        String own = folder + path.getFileName();
        add(path, own);
        return own;
      }
      Path root = path;
      while (root.getNameCount() > 0 && WILDCARD.matcher(root.toString()).find()) {
        root = root.getParent();
      }
      if (root.equals(path) || root.getNameCount() == 0 || !Files.isDirectory(root)) {
        return name;
      }
      addMatching(root, name, folder);
      return folder + root.relativize(path);
    }

    private static Path path(String name) {
      try {
        return Path.of(name).normalize();
      } catch (InvalidPathException other) {
        return null;
      }
    }

    private void addMatching(Path root, String pattern, String folder) {
      PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + pattern);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path each : all.filter(Files::isRegularFile).filter(matcher::matches).toList()) {
          add(each, folder + root.relativize(each));
        }
      } catch (IOException failure) {
        throw unreadable(root, failure);
      }
    }

    private void add(Path file, String name) {
      try {
        if (Files.isDirectory(file)) {
          List<Path> content;
          try (Stream<Path> all = Files.list(file)) {
            content = all.sorted().toList();
          }
          for (Path each : content) {
            add(each, name + "/" + each.getFileName());
          }
        } else if (Files.size(file) > MOST_BYTES) {
          throw new RetortException(
              ErrorKind.ENVIRONMENT,
              "The file "
                  + file
                  + " that the configuration names has more than 2 GiB, which Spark does not ship"
                  + " to executors");
        } else {
          files.put(name, Files.readAllBytes(file));
        }
      } catch (IOException failure) {
        throw unreadable(file, failure);
      }
    }

    private static RetortException unreadable(Path file, IOException failure) {
      return new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " that the configuration names cannot be read: "
              + Reason.of(failure),
          failure);
    }
  }

  /** The configuration with the names of files below the folder that they are written into. */
  Map<String, Object> configuration() {
    return configuration;
  }

  /** Writes the files below a folder of this machine. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** Of the configuration and the files. */
  String hash() {
    return Sha256.of((configuration + contents()).getBytes(StandardCharsets.UTF_8));
  }

  /** A hash of the names and contents of files. */
  String contents() {
    MessageDigest digest = Sha256.digest();
    files.forEach(
        (name, content) -> {
          digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
