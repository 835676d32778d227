package io.retort.core.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the interfaces that plugins are written against. The jar of a plugin says for
 * which one it was built, in the manifest: {@code Retort-Api-Version: 1.0}. It is read before any
 * class of the plugin is loaded.
 *
 * @param major counts changes that break plugins
 * @param minor counts additions
 */
public record ApiVersion(int major, int minor) {
  /** The attribute of a jar's manifest. */
  public static final String MANIFEST_ATTRIBUTE = "Retort-Api-Version";

  /** The version of this Retort; the build writes the same into its manifests. */
  public static final ApiVersion CURRENT = new ApiVersion(1, 0);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

  public ApiVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException(
          "The API version " + major + "." + minor + " is to be two numbers from 0");
    }
  }

  /**
   * Reads a version.
   *
   * @param text such as {@code 1.0}
   * @return the version
   * @throws IllegalArgumentException if the text has another form
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The API version '" + text + "' is to be two numbers such as " + CURRENT);
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Whether a host of this version can run a plugin.
   *
   * @param plugin the version that the plugin was built for
   * @return true if the major versions are the same and the plugin's minor one is not above this
   */
  public boolean supports(ApiVersion plugin) {
    return plugin.major == major && plugin.minor <= minor;
  }

  /** The written form, such as {@code 1.0}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
