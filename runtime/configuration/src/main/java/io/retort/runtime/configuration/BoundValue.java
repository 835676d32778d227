package io.retort.runtime.configuration;

import io.retort.core.Warning;
import java.util.List;

/**
 * A bound value together with how it would be written in full.
 *
 * @param value the value
 * @param tree the same as plain data, defaults included: mappings with keys in the order of the
 *     record, lists, text, numbers and booleans. Bound again, it gives an equal value
 * @param parts the records and networks that the value is made of, inner ones first
 * @param warnings what is allowed but likely a mistake, by the cautions of keys and the advice of
 *     plugins
 * @param <T> the type of the value
 */
public record BoundValue<T>(T value, Object tree, List<BoundPart> parts, List<Warning> warnings) {

  public BoundValue {
    parts = List.copyOf(parts);
    warnings = List.copyOf(warnings);
  }

  /** A value of which the parts are not told. */
  BoundValue(T value, Object tree) {
    this(value, tree, List.of(), List.of());
  }

  /**
   * The same value, written otherwise.
   *
   * @param other a tree
   * @return the value with that tree
   */
  public BoundValue<T> writtenAs(Object other) {
    return new BoundValue<>(value, other, parts, warnings);
  }

  /**
   * The tree as YAML.
   *
   * @return a document that {@link ConfigurationDocument#parse} reads
   */
  public String toYaml() {
    return YamlWriter.write(tree);
  }
}
