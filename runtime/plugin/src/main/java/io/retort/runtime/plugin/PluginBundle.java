package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One plugin of a plugin folder: a jar, or a sub-folder with the jars of the plugin and of the
 * libraries that it brings.
 *
 * @param name qualifies the names of what it provides: the file name without version
 * @param path the jar or sub-folder
 * @param jars its jars, in the order of their names
 */
record PluginBundle(String name, Path path, List<BundleJar> jars) {
  /** As for the names of automatic modules: a dash and a digit begin the version. */
  private static final Pattern VERSION = Pattern.compile("-[0-9]+(\\.|-|$)");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]*");

  static final String JAR = ".jar";

  /**
   * The plugins of a plugin folder. Files that are not jars, and hidden files, are left alone.
   *
   * @throws RetortException if the folder cannot be read
   */
  static List<PluginBundle> in(Path folder) {
    try {
      return list(folder).stream()
          .filter(path -> Files.isDirectory(path) || isJar(path))
          .map(PluginBundle::of)
          .toList();
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The plugin folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /** The plugin of a jar or sub-folder. */
  static PluginBundle of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    List<Path> jars = List.of(absolute);
    if (Files.isDirectory(absolute)) {
      try {
        jars = list(absolute).stream().filter(PluginBundle::isJar).toList();
      } catch (IOException unreadable) {
        // The check tells it.
        jars = List.of();
      }
    }
    return new PluginBundle(
        qualifier(absolute), absolute, jars.stream().map(BundleJar::at).toList());
  }

  /** The places where its jars lie. */
  List<Path> paths() {
    return jars.stream().map(BundleJar::path).toList();
  }

  /** The files that are read in place of its jars, or its jars. */
  List<Path> files() {
    return jars.stream().map(BundleJar::file).toList();
  }

  /** The name that a jar or folder gives to what is in it. */
  static String qualifier(Path path) {
    String file = String.valueOf(path.getFileName());
    String name = isJar(path) ? file.substring(0, file.length() - JAR.length()) : file;
    Matcher version = VERSION.matcher(name);
    return (version.find() && version.start() > 0 ? name.substring(0, version.start()) : name)
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a plugin that cannot be named or has nothing in it.
   *
   * @throws RefusedPlugin if its name is none, or it has no jars
   */
  void check() throws RefusedPlugin {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedPlugin(
          "its file name gives it the name '" + name + "'",
          "rename it to letters, digits, '.', '_' and '-', starting with a letter");
    } else if (name.equals(QualifiedName.BUILT_IN)) {
      throw new RefusedPlugin(
          "the name '" + name + "' stands for what Retort itself provides", "rename it");
    } else if (jars.isEmpty()) {
      try {
        list(path);
      } catch (IOException unreadable) {
        throw new RefusedPlugin(
            "it cannot be read: " + Reason.of(unreadable), "make it readable", unreadable);
      }
      throw new RefusedPlugin("it holds no jars", "put the plugin's jars into it, or remove it");
    }
  }

  private static boolean isJar(Path path) {
    // The root of a file system has no name.
    return String.valueOf(path.getFileName()).endsWith(JAR) && !Files.isDirectory(path);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }
}
