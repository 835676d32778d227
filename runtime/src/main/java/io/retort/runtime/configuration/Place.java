package io.retort.runtime.configuration;

/** Where a value of a configuration was written. */
public sealed interface Place {

  /**
   * The start of a message about a value at this place.
   *
   * @param key the path of the value, such as {@code strategy.temperature}; empty for the whole
   *     configuration
   * @return the place and the key, ending in {@code ": "}, or nothing at all
   */
  String prefix(String key);

  /**
   * A place in a text.
   *
   * @param file the name of the file
   * @param line counts from 1
   * @param column counts from 1
   */
  record InText(String file, int line, int column) implements Place {
    @Override
    public String prefix(String key) {
      return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ");
    }
  }

  /**
   * A file as a whole.
   *
   * @param file the name of the file
   */
  record WholeFile(String file) implements Place {
    @Override
    public String prefix(String key) {
      return file + ": " + (key.isEmpty() ? "" : key + ": ");
    }
  }

  /**
   * An override.
   *
   * @param path the key that is set
   * @param value the text that it is set to
   */
  record InOverride(String path, String value) implements Place {
    @Override
    public String prefix(String key) {
      boolean said = key.isEmpty() || key.equals(path);
      return "--set " + path + "=" + value + ": " + (said ? "" : key + ": ");
    }
  }

  /** A value that a program gave. */
  record InProgram() implements Place {
    @Override
    public String prefix(String key) {
      return key.isEmpty() ? "" : key + ": ";
    }
  }
}
