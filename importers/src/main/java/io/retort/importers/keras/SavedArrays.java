package io.retort.importers.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The arrays of each layer in the file. */
final class SavedArrays {
  private final Group all;
  private final ArraySizes sizes;

  SavedArrays(HdfFile file, ArraySizes sizes) {
    if (!(file.getChild("model_weights") instanceof Group group)) {
      throw new RetortException(
          ErrorKind.DATA,
          "there are no weights; save the whole model in Keras with model.save('name.h5')");
    }
    this.all = group;
    this.sizes = sizes;
  }

  /**
   * An array as it lies in the file.
   *
   * @param extents its shape
   * @param values its values in row-major order
   */
  record Stored(int[] extents, float[] values) {}

  /**
   * The arrays of a layer.
   *
   * @param layer the layer's name
   * @return by Keras's names, such as {@code kernel}
   */
  Map<String, Stored> of(String layer) {
    Map<String, Stored> arrays = new HashMap<>();
    if (node(layer) instanceof Group group) {
      // Between the layer's group and its arrays lie groups that differ by Keras's version.
      collect(group, arrays);
    }
    return arrays;
  }

  /**
   * The arrays of a part of a layer.
   *
   * @param layer the layer's name
   * @param part what the name of the part's group begins with
   * @return by Keras's names, such as {@code kernel}
   */
  Map<String, Stored> of(String layer, String part) {
    Map<String, Stored> arrays = new HashMap<>();
    if (node(layer) instanceof Group group) {
      collect(group, part, arrays);
    }
    return arrays;
  }

  /**
   * The values of an array.
   *
   * @param stored the arrays of a layer
   * @throws RetortException if there is no array of that name and shape
   */
  static float[] require(
      Map<String, Stored> stored, KerasModel.KerasLayer layer, String name, int... extents) {
    Stored array = stored.get(name);
    if (array == null || !Arrays.equals(array.extents(), extents)) {
      throw layer.refused(
          "has "
              + (array == null
                  ? "no array '" + name + "' but " + stored.keySet()
                  : "an array '" + name + "' of shape " + Arrays.toString(array.extents()))
              + ", where "
              + Arrays.toString(extents)
              + " is needed");
    }
    return array.values();
  }

  private Node node(String layer) {
    Node node = all;
    for (String part : layer.split("/", -1)) {
      node = node instanceof Group group ? group.getChild(part) : null;
    }
    return node;
  }

  private void collect(Group group, String part, Map<String, Stored> arrays) {
    for (Node child : group.getChildren().values()) {
      if (child instanceof Group inner && inner.getName().startsWith(part)) {
        collect(inner, arrays);
      } else if (child instanceof Group inner) {
        collect(inner, part, arrays);
      }
    }
  }

  private void collect(Group group, Map<String, Stored> arrays) {
    for (Node child : group.getChildren().values()) {
      if (child instanceof Group inner) {
        collect(inner, arrays);
      } else if (child instanceof Dataset dataset) {
        arrays.put(child.getName().replaceFirst(":\\d+$", ""), stored(dataset));
      }
    }
  }

  private Stored stored(Dataset dataset) {
    sizes.add(dataset);
    Object values;
    try {
      values = dataset.getDataFlat();
    } catch (NoClassDefFoundError missing) {
      // The library's decoder of a compression that is not on board.
      throw new RetortException(
          ErrorKind.DATA,
          "the array '" + dataset.getPath() + "' is compressed by other than gzip or LZF",
          missing);
    }
    if (values instanceof float[] floats) {
      return new Stored(dataset.getDimensions(), floats);
    } else if (values instanceof double[] doubles) {
      float[] rounded = new float[doubles.length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) doubles[i];
      }
      return new Stored(dataset.getDimensions(), rounded);
    }
    throw new RetortException(
        ErrorKind.DATA, "the array '" + dataset.getPath() + "' holds no floating-point numbers");
  }
}
