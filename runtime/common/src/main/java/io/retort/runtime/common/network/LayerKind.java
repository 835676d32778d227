package io.retort.runtime.common.network;

import io.retort.core.network.Layer;
import io.retort.runtime.common.record.PlainRecord;
import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.common.text.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers of one kind as plain data: a key for each component of the record. */
final class LayerKind {
  /** Networks of thousands of layers have few kinds of them. */
  private static final ClassValue<PlainRecord<?>> RECORDS =
      new ClassValue<>() {
        @Override
        protected PlainRecord<?> computeValue(Class<?> layer) {
          return PlainRecord.of(layer.asSubclass(Record.class));
        }
      };

  private LayerKind() {}

  /** The name of the kind of a layer: that of its class, in kebab case. */
  static String name(Class<?> layer) {
    return KebabCase.of(layer.getSimpleName());
  }

  static Map<String, Object> write(Layer layer) {
    return write(RECORDS.get(layer.getClass()), layer);
  }

  @SuppressWarnings("unchecked") // the record's own
  private static <R extends Record> Map<String, Object> write(PlainRecord<R> record, Layer layer) {
    return record.write((R) layer);
  }

  /**
   * Reads a layer.
   *
   * @param others keys of the node that are none of the layer's
   * @throws IllegalArgumentException with a clause
   */
  static Layer read(String kind, Map<?, ?> node, Set<String> others) {
    List<Class<?>> layers = List.of(Layer.class.getPermittedSubclasses());
    for (Class<?> layer : layers) {
      if (name(layer).equals(kind)) {
        return (Layer) RECORDS.get(layer).read(node, others);
      }
    }
    throw new IllegalArgumentException(
        "is of the kind '"
            + kind
            + "', which this version does not know"
            + NearestName.hint(kind, layers.stream().map(LayerKind::name).toList(), "kinds"));
  }
}
