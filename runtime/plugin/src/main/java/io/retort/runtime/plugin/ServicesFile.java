package io.retort.runtime.plugin;

import java.util.List;
import java.util.stream.Stream;

/** The format of files in {@code META-INF/services}. */
final class ServicesFile {
  static final String FOLDER = "META-INF/services/";

  private ServicesFile() {}

  /** The class names of a file: one a line, with comments after {@code #}. */
  static List<String> names(Stream<String> lines) {
    return lines
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
