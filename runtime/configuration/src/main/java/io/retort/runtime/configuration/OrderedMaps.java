package io.retort.runtime.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/** Small mappings that are written in the order in which they are made, unlike {@link Map#of}. */
final class OrderedMaps {

  private OrderedMaps() {}

  static Map<String, Object> map(String first, Object one, String second, Object two) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
