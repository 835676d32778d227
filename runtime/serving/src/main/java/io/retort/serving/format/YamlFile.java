package io.retort.serving.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Plain data in YAML, read by a library that a program may leave out. */
final class YamlFile {

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @return lists, mappings, text, numbers and truth values
   * @throws IllegalArgumentException with a clause if it is not YAML, or the library is left out
   */
  static Object read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadFromString(text);
    } catch (YamlEngineException noYaml) {
      throw new IllegalArgumentException(noYaml.getMessage(), noYaml);
    } catch (NoClassDefFoundError leftOut) {
      throw new IllegalArgumentException(
          "an older version of Retort wrote it as YAML, for which the library"
              + " org.snakeyaml:snakeyaml-engine has to be added",
          leftOut);
    }
  }
}
