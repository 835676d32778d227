package io.retort.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for temporary files, deleted with all that is in it.
 *
 * @param path where it is
 */
record UnpackedFolder(Path path) implements AutoCloseable {

  static UnpackedFolder create(String prefix) throws IOException {
    return new UnpackedFolder(Files.createTempDirectory(prefix));
  }

  @Override
  public void close() throws IOException {
    List<Path> content;
    try (Stream<Path> all = Files.walk(path)) {
      content = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : content) {
      Files.delete(each);
    }
  }
}
