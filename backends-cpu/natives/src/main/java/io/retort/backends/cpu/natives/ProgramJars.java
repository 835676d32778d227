package io.retort.backends.cpu.natives;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The jars that a program was started with. A class loader does not see all of them: modules that
 * nothing requires, as those of native libraries, are on the module path in vain.
 *
 * @param paths the module path and the class path
 */
record ProgramJars(List<String> paths) {

  /** Those of this process. */
  static ProgramJars ofProcess() {
    return new ProgramJars(
        Stream.of("jdk.module.path", "java.class.path")
            .map(path -> System.getProperty(path, ""))
            .toList());
  }

  /**
   * The jar that has an entry; those with the name of the platform in theirs are opened first.
   *
   * @return empty if no jar has it
   */
  Optional<Path> with(String entry, String platform) {
    List<Path> jars = jars();
    Function<Boolean, Stream<Path>> named =
        is -> jars.stream().filter(jar -> fileName(jar).contains(platform) == is);
    return Stream.of(true, false)
        .flatMap(named)
        .filter(jar -> entries(jar).anyMatch(entry::equals))
        .findFirst();
  }

  /** The platforms that the jars have libraries for. */
  SortedSet<String> platforms(NativeJar libraries) {
    Pattern entry = Pattern.compile(Pattern.quote(libraries.folder()) + "/([a-z]+-[a-z0-9_]+)/.*");
    SortedSet<String> platforms = new TreeSet<>();
    for (Path jar : jars()) {
      entries(jar)
          .map(entry::matcher)
          .filter(matcher -> matcher.matches())
          .forEach(matcher -> platforms.add(matcher.group(1)));
    }
    return platforms;
  }

  /** The names of a jar's entries; none if it is not a jar. */
  static Stream<String> entries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.stream().map(ZipEntry::getName).toList().stream();
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  private List<Path> jars() {
    return paths.stream()
        .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator), -1)))
        .filter(element -> !element.isEmpty())
        .map(Path::of)
        .flatMap(ProgramJars::jarsOf)
        .filter(file -> fileName(file).endsWith(".jar"))
        .toList();
  }

  /** An element of a path: a jar, or on the module path a folder of jars. */
  private static Stream<Path> jarsOf(Path element) {
    if (!Files.isDirectory(element)) {
      return Stream.of(element);
    }
    try (Stream<Path> files = Files.list(element)) {
      return files.sorted().toList().stream();
    } catch (IOException | UncheckedIOException unreadable) {
      return Stream.empty();
    }
  }

  private static String fileName(Path file) {
    return Objects.toString(file.getFileName(), "");
  }
}
