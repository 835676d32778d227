package io.retort.testkit;

import io.retort.core.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A file, or a folder with all that is in it. */
final class FileTrees {

  private FileTrees() {}

  /** What can happen to a file. */
  enum Damage {
    EMPTIED("is empty"),
    CUT("is cut off in the middle"),
    OVERWRITTEN("holds something else");

    private final String clause;

    Damage(String clause) {
      this.clause = clause;
    }

    String clause() {
      return clause;
    }

    void applyTo(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(
          file,
          switch (this) {
            case EMPTIED -> new byte[0];
            case CUT -> Arrays.copyOf(bytes, bytes.length / 2);
            case OVERWRITTEN -> filled(bytes.length);
          });
    }

    private static byte[] filled(int length) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) '?');
      return bytes;
    }
  }

  /**
   * The regular files of a tree.
   *
   * @return paths relative to the tree; one empty path if it is a file itself
   */
  static List<String> files(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> tree.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Copies a tree into a folder, under its own name. */
  static Path copy(Path tree, Path folder) throws IOException {
    Path target = folder.resolve(tree.getFileName().toString());
    for (String file : files(tree)) {
      // Resolving an empty path would end the name of a file with a slash.
      Path copy = file.isEmpty() ? target : target.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(file.isEmpty() ? tree : tree.resolve(file), copy);
    }
    return target;
  }

  /** A hash of each file of a tree, by its path relative to the tree. */
  static Map<String, String> hashes(Path tree) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String file : files(tree)) {
      byte[] bytes = Files.readAllBytes(file.isEmpty() ? tree : tree.resolve(file));
      hashes.put(file, new Fingerprint().add(bytes).text());
    }
    return hashes;
  }
}
