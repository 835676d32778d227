package io.retort.runtime.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a tensor in the Open Inference Protocol.
 *
 * @param datatype as {@link Datatype}
 * @param shape −1 where the extent is that of a request
 */
record TensorMetadata(String name, String datatype, List<Integer> shape) {

  /** The description as plain data. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("datatype", datatype);
    tree.put("shape", shape);
    return tree;
  }
}
