package io.retort.runtime.configuration.report;

import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.plugin.PluginProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The plugins of a catalog, and those that could not be loaded.
 *
 * @param plugins the plugins by kind, then by name; extensions are last
 * @param problems what could not be loaded, one sentence each
 */
public record PluginListing(List<Line> plugins, List<PluginProblem> problems) {

  public PluginListing {
    plugins = List.copyOf(plugins);
    problems = List.copyOf(problems);
  }

  /**
   * A plugin.
   *
   * @param kind its kind
   * @param name the shortest name by which configurations can choose it; of an extension, which
   *     nobody chooses, its class
   * @param plugin what its name can be qualified with
   * @param version the version of its module or jar; empty if it has none
   * @param module its module, or {@code class path}
   * @param jar its jar or folder of classes; empty if it has none
   * @param state {@code available}, or {@code unavailable: } and why; of an extension, also what it
   *     binds
   */
  public record Line(
      String kind,
      String name,
      String plugin,
      String version,
      String module,
      String jar,
      String state) {}

  /**
   * Lists a catalog.
   *
   * @param catalog the catalog
   * @return its listing
   */
  public static PluginListing of(PluginCatalog catalog) {
    return new PluginListing(
        Stream.concat(
                catalog.entries().stream().map(entry -> line(catalog, entry)),
                catalog.extensions().stream().map(PluginListing::line))
            .toList(),
        catalog.problems());
  }

  private static Line line(PluginCatalog catalog, PluginEntry entry) {
    boolean alone = catalog.names(entry.kind()).contains(entry.name());
    return new Line(
        entry.kind().displayName(),
        alone ? entry.name() : entry.qualifiedName(),
        entry.qualifier(),
        entry.origin().version().orElse(""),
        entry.origin().module().orElse("class path"),
        entry.origin().location().map(Object::toString).orElse(""),
        entry.unavailable().map(reason -> "unavailable: " + reason).orElse("available"));
  }

  private static Line line(Extension extension) {
    return new Line(
        Extension.KIND,
        extension.name(),
        extension.qualifier(),
        extension.origin().version().orElse(""),
        extension.origin().module().orElse("class path"),
        extension.origin().location().map(Object::toString).orElse(""),
        extension.binds().isEmpty()
            ? "available"
            : "available; binds " + String.join(", ", extension.binds()));
  }

  /**
   * The listing as JSON.
   *
   * @return an object with the arrays {@code plugins} and {@code problems}
   */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("plugins", plugins.stream().map(PluginListing::json).toList());
    json.put("problems", problems.stream().map(PluginListing::json).toList());
    return Json.pretty(json);
  }

  private static Map<String, Object> json(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", line.kind());
    json.put("name", line.name());
    json.put("plugin", line.plugin());
    json.put("version", line.version());
    json.put("module", line.module());
    json.put("jar", line.jar());
    json.put("state", line.state());
    return json;
  }

  private static Map<String, Object> json(PluginProblem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", problem.kind().map(PluginKind::displayName).orElse(null));
    json.put("name", problem.name().orElse(null));
    json.put("plugin", problem.qualifier().orElse(null));
    json.put("source", problem.source());
    json.put("cause", problem.cause());
    json.put("fix", problem.fix());
    return json;
  }
}
