package io.retort.runtime.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A configuration as it was written, with the place of every value, not yet bound to a type.
 * Immutable.
 */
public final class ConfigurationDocument {
  private final ConfigurationValue root;
  private final List<ConfigurationProblem> problems;

  private ConfigurationDocument(ConfigurationValue root, List<ConfigurationProblem> problems) {
    this.root = root;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads a YAML file. No code can be executed from it: it is data whatever it says.
   *
   * @param file the file, in UTF-8
   * @return the document
   * @throws ConfigurationException if the file cannot be read or is not YAML
   */
  public static ConfigurationDocument read(Path file) {
    return parse(file.toString(), TextFile.read(file));
  }

  /**
   * Reads YAML from a text.
   *
   * @param name how messages call the text
   * @param yaml the text
   * @return the document
   * @throws ConfigurationException if the text is not YAML
   */
  public static ConfigurationDocument parse(String name, String yaml) {
    YamlReader reader = YamlReader.of(name);
    ConfigurationValue root =
        reader
            .read(yaml)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        List.of(
                            new ConfigurationProblem(
                                new SourceLocation.WholeFile(name),
                                "",
                                "there is nothing in it"))));
    return new ConfigurationDocument(root, reader.problems());
  }

  /**
   * Takes a configuration that a program gives.
   *
   * @param values mappings, lists, text, numbers and booleans, as YAML would have them
   * @return the document
   */
  public static ConfigurationDocument of(Map<String, ?> values) {
    return new ConfigurationDocument(PlainData.toValue(values), List.of());
  }

  /**
   * Sets values.
   *
   * @param overrides of the form {@code key=value}, where a key is a path such as {@code
   *     strategy.temperature}, {@code seeds[0]} or {@code student.network[2].units}, and a value is
   *     YAML. What does not exist is added; a plugin in short form ({@code optimizer: adam})
   *     becomes a mapping
   * @return the changed document
   * @throws ConfigurationException listing the overrides that cannot be applied
   */
  public ConfigurationDocument with(List<String> overrides) {
    ConfigurationValue changed = root;
    List<ConfigurationProblem> refused = new ArrayList<>();
    for (String override : overrides) {
      try {
        changed = ConfigurationOverride.parse(override).apply(changed);
      } catch (ConfigurationException refusal) {
        refused.addAll(refusal.problems());
      }
    }
    if (!refused.isEmpty()) {
      throw new ConfigurationException(refused);
    }
    return new ConfigurationDocument(changed, problems);
  }

  /**
   * Sets a value that was written elsewhere, and is reported there if it is wrong.
   *
   * @param key the path of a key, as in an override
   * @param value the value
   * @return the changed document
   * @throws ConfigurationException if the path leads nowhere
   */
  public ConfigurationDocument with(String key, WrittenValue value) {
    return new ConfigurationDocument(
        ConfigurationOverride.of(key, value.value()).apply(root), problems);
  }

  ConfigurationValue root() {
    return root;
  }

  /** What was refused while reading, and did not keep the rest from being read. */
  List<ConfigurationProblem> problems() {
    return problems;
  }
}
