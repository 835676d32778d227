package io.retort.core.plugin;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where plugins keep what they can make or fetch again, such as downloads: the folder that the
 * environment variable {@value #VARIABLE} names, otherwise {@code retort} in the user's cache
 * folder by the XDG base directory specification. Nothing in it is needed, and any of it may be
 * gone, or not be writable.
 */
public final class CacheFolder {
  /** The environment variable that names another folder. */
  public static final String VARIABLE = "RETORT_CACHE";

  private CacheFolder() {}

  /**
   * The folder of one plugin.
   *
   * @param name what the plugin calls its folder, commonly the plugin's name
   * @return an absolute path, which need not exist
   */
  public static Path of(String name) {
    return of(name, System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * The folder of one plugin, in another environment.
   *
   * @param name what the plugin calls its folder
   * @param environment the environment variables
   * @param home the user's home
   * @return an absolute path, which need not exist
   */
  public static Path of(String name, Map<String, String> environment, Path home) {
    String named = environment.getOrDefault(VARIABLE, "");
    // The specification ignores relative paths.
    Path user = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path base = user.isAbsolute() ? user : home.resolve(".cache");
    Path folder = named.isEmpty() ? base.resolve("retort") : Path.of(named);
    return folder.resolve(name).toAbsolutePath();
  }
}
