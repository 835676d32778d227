package io.retort.serving.format;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.network.NetworkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code network.json}: the version of the format, the shape of one sample ({@code input}) and the
 * layers ({@code network}) with all their keys. Older versions of Retort wrote the latter two as
 * YAML, which is read too where SnakeYAML Engine is on board.
 */
final class NetworkFile {
  static final String NAME = "network.json";
  static final String OLDER = "network.yaml";

  private static final int FORMAT = 1;

  private NetworkFile() {}

  static byte[] encode(NetworkPlan plan) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", FORMAT);
    tree.put("input", plan.input().toString());
    tree.put("network", NetworkTree.of(plan.description()));
    return PlainJson.pretty(tree);
  }

  /** The file that a folder has, or the one that it lacks. */
  static Path in(Path folder) {
    Path older = folder.resolve(OLDER);
    Path file = folder.resolve(NAME);
    return Files.exists(older) && !Files.exists(file) ? older : file;
  }

  static NetworkPlan read(Path file) {
    try {
      Object tree =
          file.endsWith(OLDER) ? YamlFile.read(file) : PlainJson.read(Files.readAllBytes(file));
      if (!(tree instanceof Map<?, ?> document)) {
        throw new IllegalArgumentException("it holds no mapping");
      }
      if (document.get("format") instanceof Number format && format.intValue() > FORMAT) {
        throw new IllegalArgumentException(
            "it is of format "
                + format
                + ", which a newer version of Retort has written; this one reads up to "
                + FORMAT);
      }
      return NetworkPlan.of(
          NetworkTree.read(document.get("network")),
          Shape.parse(String.valueOf(document.get("input"))));
    } catch (IOException | IllegalArgumentException | StackOverflowError unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The network "
              + file
              + " cannot be read: "
              + Reason.of(unreadable)
              + ". Restore the file, or use the version of Retort that wrote it",
          unreadable);
    }
  }
}
