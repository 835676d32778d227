package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where plugins are looked for besides the program itself, and how strictly.
 *
 * @param folders the plugin folders: each jar and each sub-folder of jars in them is one plugin
 * @param strict whether the first look ends with an exception if there is any problem
 * @param modules whether plugins become modules where they and the program can be modules;
 *     otherwise all are loaded as on a class path
 */
public record PluginSearch(List<Path> folders, boolean strict, boolean modules) {
  /** The environment variable that names the folders, separated as in a class path. */
  public static final String VARIABLE = "RETORT_PLUGINS";

  /** The system property with the folder of the program, beside which {@code plugins} may lie. */
  public static final String HOME = "retort.home";

  /**
   * A search.
   *
   * @throws RetortException if one of the folders does not exist
   */
  public PluginSearch {
    folders = folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "There is no plugin folder "
                + folder
                + "; create it, or name another one with --plugins or "
                + VARIABLE);
      }
    }
    folders = folders.stream().distinct().toList();
  }

  /**
   * A search for modules where there are some.
   *
   * @param folders the plugin folders
   * @param strict whether the first look ends with an exception if there is any problem
   * @throws RetortException if one of the folders does not exist
   */
  public PluginSearch(List<Path> folders, boolean strict) {
    this(folders, strict, true);
  }

  /**
   * Looks where the environment says: in the folders of {@value #VARIABLE}, otherwise in {@code
   * plugins} beside the program, if there is one.
   *
   * @return the search, not strict
   * @throws RetortException if a folder that the environment names does not exist
   */
  public static PluginSearch configured() {
    return new PluginSearch(configured(System.getenv(), System.getProperty(HOME)), false);
  }

  static List<Path> configured(Map<String, String> environment, String home) {
    String named = environment.getOrDefault(VARIABLE, "");
    try {
      if (!named.isBlank()) {
        return Stream.of(named.split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList();
      }
      return Optional.ofNullable(home)
          .map(folder -> Path.of(folder).resolve("plugins"))
          .filter(Files::isDirectory)
          .stream()
          .toList();
    } catch (InvalidPathException noPath) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The plugin folders '" + named + "' are not paths: " + noPath.getMessage(),
          noPath);
    }
  }
}
