package io.retort.runtime.configuration;

import io.retort.runtime.plugin.PluginCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The definitions of one JSON Schema: what several keys refer to, and what may contain itself.
 * Plain data, as it is written.
 */
final class SchemaDefinitions {
  private final PluginCatalog catalog;
  private final Map<Object, String> names = new HashMap<>();
  private final Map<String, Object> bodies = new TreeMap<>();

  SchemaDefinitions(PluginCatalog catalog) {
    this.catalog = catalog;
  }

  PluginCatalog catalog() {
    return catalog;
  }

  /**
   * Refers to a definition, which is made when it is first referred to.
   *
   * @param subject what is defined; two subjects may want the same name
   * @param wanted the name that it gets if no other has it
   * @param body makes the definition, and may refer to it
   */
  Map<String, Object> reference(Object subject, String wanted, Supplier<Map<String, Object>> body) {
    String name = names.get(subject);
    if (name == null) {
      // References are URIs, which not every character of a name may be in.
      String plain = wanted.replaceAll("[^A-Za-z0-9.:_-]", "_");
      name = plain;
      for (int count = 2; names.containsValue(name); count++) {
        name = plain + "-" + count;
      }
      names.put(subject, name);
      bodies.put(name, body.get());
    }
    return Map.of("$ref", "#/definitions/" + name);
  }

  /** All definitions by name. */
  Map<String, Object> bodies() {
    return bodies;
  }
}
