package io.retort.datasets.duckdb;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.file.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that a path means: one, all of a folder, or all that fit a pattern. */
final class ParquetFiles {
  private static final String ENDING = ".parquet";
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  private ParquetFiles() {}

  /**
   * Finds them.
   *
   * @param path absolute
   * @return at least one, in the order of their paths
   */
  static List<Path> of(Path path) {
    if (Files.isDirectory(path)) {
      return some(
          found(path, 1, file -> file.toString().endsWith(ENDING)),
          "The folder " + path + " has no file whose name ends with " + ENDING);
    } else if (Files.exists(path) || !WILD.matcher(path.toString()).find()) {
      DataFile.requireReadable(path);
      return List.of(path);
    }
    Path base = path.getRoot();
    int names = 0;
    while (!WILD.matcher(path.getName(names).toString()).find()) {
      base = base.resolve(path.getName(names++));
    }
    Path above = base;
    PathMatcher pattern =
        FileSystems.getDefault().getPathMatcher("glob:" + path.subpath(names, path.getNameCount()));
    return some(
        Files.isDirectory(above)
            ? found(above, Integer.MAX_VALUE, file -> pattern.matches(above.relativize(file)))
            : List.of(),
        "No file fits the pattern " + path);
  }

  private static List<Path> some(List<Path> files, String problem) {
    if (files.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA, problem + "; correct the path in the data set's configuration");
    }
    files.forEach(DataFile::requireReadable);
    return files;
  }

  private static List<Path> found(Path folder, int depth, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> wanted.test(file) && !Files.isDirectory(file)).sorted().toList();
    } catch (UncheckedIOException failure) {
      throw DataFile.failure(folder, failure.getCause());
    } catch (IOException failure) {
      throw DataFile.failure(folder, failure);
    }
  }

  /** A file as DuckDB's table, whose name is taken as it is. */
  static String table(Path file) {
    String name = file.toString().replaceAll("[*?\\[]", "[$0]").replace("'", "''");
    return "'" + name + "'";
  }
}
