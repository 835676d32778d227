package io.retort.runtime.configuration;

/** The paths by which messages and overrides name values: {@code student.network[2].units}. */
final class KeyPaths {

  private KeyPaths() {}

  static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
