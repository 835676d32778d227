package io.retort.core.importer;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of nodes for the layers of another framework, which allows other characters. A name stays
 * recognisable: {@code Dense_1} becomes {@code dense_1}, {@code block/conv 2} becomes {@code
 * block-conv-2}; a second layer of one name becomes {@code name-2}.
 */
public final class NodeNames {
  private final Set<String> taken = new HashSet<>(Set.of("input"));

  /** No names taken yet. */
  public NodeNames() {}

  /**
   * The next node's name.
   *
   * @param layer what the other framework calls the layer
   * @return a valid name that was not given out before
   */
  public String next(String layer) {
    String name = layer.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    if (!name.matches("[a-z].*")) {
      name = "layer-" + name;
    }
    String unique = name;
    for (int count = 2; !taken.add(unique); count++) {
      unique = name + "-" + count;
    }
    return unique;
  }
}
