package io.retort.runtime.common.text;

import java.util.Locale;

/** The one way in which Java names are written in configurations. */
public final class KebabCase {

  private KebabCase() {}

  /**
   * Converts the name of a record or component.
   *
   * @param camelCase such as {@code softWeight}, {@code GlobalAvgPool} or {@code Conv2d}
   * @return {@code soft-weight}, {@code global-avg-pool}, {@code conv2d}
   */
  public static String of(String camelCase) {
    return camelCase
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Converts the name of an enum's constant.
   *
   * @param constant such as {@code LEAKY_RELU}
   * @return {@code leaky-relu}
   */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
