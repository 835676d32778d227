package io.retort.benchmarks;

import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A network as plain data for a program that infers no shapes. */
final class ShapedNetworkTree {

  private ShapedNetworkTree() {}

  /**
   * The nodes in order.
   *
   * @param plan a network with one output
   * @return for each node: {@code kind}, {@code name}, {@code from}, {@code inputs} (the shape of
   *     one sample of its first input), the layer's keys, and {@code margin} (top, bottom, left,
   *     right) for its padding
   */
  static List<Object> of(NetworkPlan plan) {
    List<Object> nodes = new ArrayList<>();
    for (Node node : plan.description().nodes()) {
      Layer layer = node.layer();
      Shape input = plan.shape(node.inputs().get(0));
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("kind", kebab(layer.getClass().getSimpleName()));
      tree.put("name", node.name());
      tree.put("from", node.inputs());
      tree.put("inputs", input.toArray());
      for (RecordComponent component : layer.getClass().getRecordComponents()) {
        Object value = value(layer, component);
        if (!(value instanceof Padding)) {
          tree.put(kebab(component.getName()), plain(value));
        }
      }
      if (layer instanceof Layer.Conv2d conv) {
        Extent window =
            new Extent(
                (conv.kernel().height() - 1) * conv.dilation().height() + 1,
                (conv.kernel().width() - 1) * conv.dilation().width() + 1);
        tree.put("margin", margin(conv.padding(), input, window, conv.stride()));
      } else if (layer instanceof Layer.MaxPool pool) {
        tree.put("margin", margin(pool.padding(), input, pool.size(), pool.stride()));
      } else if (layer instanceof Layer.AvgPool pool) {
        tree.put("margin", margin(pool.padding(), input, pool.size(), pool.stride()));
      }
      nodes.add(tree);
    }
    return nodes;
  }

  private static int[] margin(Padding padding, Shape image, Extent window, Extent stride) {
    return new int[] {
      padding.before(image.extent(1), window.height(), stride.height()),
      padding.after(image.extent(1), window.height(), stride.height()),
      padding.before(image.extent(2), window.width(), stride.width()),
      padding.after(image.extent(2), window.width(), stride.width())
    };
  }

  private static Object value(Layer layer, RecordComponent component) {
    try {
      return component.getAccessor().invoke(layer);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(component + " is public in an exported package", impossible);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Extent extent) {
      return List.of(extent.height(), extent.width());
    } else if (value instanceof Shape shape) {
      return shape.toArray();
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return value;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
