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
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a teacher's configuration names, and the configuration with their names on
 * executors. Immutable.
 */
final class TeacherFiles implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** An array of Java may have this many bytes, and there is one for each file. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

  private final LinkedHashMap<String, Object> configuration;
  private final TreeMap<String, byte[]> files;

  private TeacherFiles(Map<String, Object> configuration, Map<String, byte[]> files) {
    this.configuration = new LinkedHashMap<>(configuration);
    this.files = new TreeMap<>(files);
  }

  /**
   * Reads the files that a configuration names.
   *
   * @param configuration maps, lists and values
   * @param base where relative names begin
   * @throws RetortException if one cannot be read
   */
  static TeacherFiles read(Map<String, ?> configuration, Path base) {
    Map<String, byte[]> files = new TreeMap<>();
    Map<String, Object> renamed = new LinkedHashMap<>();
    configuration.forEach((key, value) -> renamed.put(key, packed(value, base, files)));
    return new TeacherFiles(renamed, files);
  }

  private static Object packed(Object value, Path base, Map<String, byte[]> files) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> renamed = new LinkedHashMap<>();
      map.forEach((key, each) -> renamed.put(key, packed(each, base, files)));
      return renamed;
    } else if (value instanceof List<?> list) {
      List<Object> renamed = new ArrayList<>();
      list.forEach(each -> renamed.add(packed(each, base, files)));
      return renamed;
    } else if (value instanceof String name && isFile(base, name)) {
      // A number keeps files of the same name apart, and the name its ending.
      Path file = base.resolve(name).normalize();
      String renamed = "files/" + files.size() + "/" + file.getFileName();
      add(file, renamed, files);
      return renamed;
    }
    return value;
  }

  private static boolean isFile(Path base, String name) {
    try {
      Path file = base.resolve(name).normalize();
      return !name.isBlank() && !file.equals(base.normalize()) && Files.exists(file);
    } catch (InvalidPathException other) {
      return false;
    }
  }

  private static void add(Path file, String name, Map<String, byte[]> files) {
    try {
      if (Files.isDirectory(file)) {
        List<Path> content;
        try (Stream<Path> all = Files.list(file)) {
          content = all.sorted().toList();
        }
        for (Path each : content) {
          add(each, name + "/" + each.getFileName(), files);
        }
      } else if (Files.size(file) > MOST_BYTES) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "The file "
                + file
                + " of the teacher has more than 2 GiB, which Spark does not ship to executors");
      } else {
        files.put(name, Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " of the teacher cannot be read: " + Reason.of(failure),
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

  /** Of the configuration and the names and contents of files. */
  String hash() {
    MessageDigest digest = Sha256.digest();
    digest.update(configuration.toString().getBytes(StandardCharsets.UTF_8));
    files.forEach(
        (name, content) -> {
          digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
