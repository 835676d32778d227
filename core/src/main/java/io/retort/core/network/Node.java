package io.retort.core.network;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A named layer of a network and where its inputs come from.
 *
 * @param name unique in its network; a tap or head refers to it
 * @param layer what it computes
 * @param inputs names of earlier nodes, or {@link NetworkDescription#INPUT}
 */
public record Node(String name, Layer layer, List<String> inputs) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  public Node {
    if (!NAME.matcher(name).matches() || name.equals(NetworkDescription.INPUT)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a name for a node; use lower-case letters, digits, - and _, and not '"
              + NetworkDescription.INPUT
              + "'");
    }
    inputs = List.copyOf(inputs);
    boolean joins = layer.traits().joins();
    if (joins ? inputs.size() < 2 : inputs.size() != 1) {
      throw new IllegalArgumentException(
          "Node '"
              + name
              + "' has "
              + inputs.size()
              + " inputs; it needs "
              + (joins ? "two or more" : "exactly one"));
    }
  }
}
