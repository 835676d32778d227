package io.retort.runtime.configuration;

/**
 * A bound value together with how it would be written in full.
 *
 * @param value the value
 * @param tree the same as plain data, defaults included: mappings with keys in the order of the
 *     record, lists, text, numbers and booleans. Bound again, it gives an equal value
 * @param <T> the type of the value
 */
public record Bound<T>(T value, Object tree) {

  /**
   * The tree as YAML.
   *
   * @return a document that {@link ConfigurationDocument#parse} reads
   */
  public String toYaml() {
    return YamlWriter.write(tree);
  }
}
