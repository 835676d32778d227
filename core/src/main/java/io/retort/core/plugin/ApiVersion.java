package io.retort.core.plugin;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the interfaces that plugins are written against. The jar of a plugin says for
 * which one it was built, in the manifest: {@code Retort-Api-Version: 0.1}. It is read before any
 * class of the plugin is loaded.
 *
 * <p>As in semantic versioning, nothing is promised before 1.0: of the versions 0.x each may break
 * plugins that were built for another one.
 *
 * @param major counts changes that break plugins; 0 before the first stable release
 * @param minor counts additions; with the major version 0, changes of any kind
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The attribute of a jar's manifest. */
  public static final String MANIFEST_ATTRIBUTE = "Retort-Api-Version";

  /** The version of this Retort; the build writes the same into its manifests. */
  public static final ApiVersion CURRENT = new ApiVersion(0, 1);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

  public ApiVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException(
          "The API version " + major + "." + minor + " must be two numbers from 0");
    }
  }

  /**
   * Reads a version.
   *
   * @param text such as {@code 0.1}
   * @return the version
   * @throws IllegalArgumentException if the text has another form
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The API version '" + text + "' must be two numbers such as " + CURRENT);
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Whether a host of this version can run a plugin.
   *
   * @param plugin the version that the plugin was built for
   * @return true if the major versions are the same and the plugin's minor one is not above this;
   *     with the major version 0, if the versions are the same
   */
  public boolean supports(ApiVersion plugin) {
    return major == 0 ? plugin.equals(this) : plugin.major == major && plugin.minor <= minor;
  }

  /** The older version is the smaller one. */
  @Override
  public int compareTo(ApiVersion other) {
    return Comparator.comparingInt(ApiVersion::major)
        .thenComparingInt(ApiVersion::minor)
        .compare(this, other);
  }

  /** The written form, such as {@code 0.1}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
