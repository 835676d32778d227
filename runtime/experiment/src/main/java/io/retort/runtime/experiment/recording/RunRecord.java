package io.retort.runtime.experiment.recording;

import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginOrigin;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code run.json} says: with what and on what the run was made. */
public record RunRecord(
    String started,
    String ended,
    List<Long> seeds,
    List<UsedPlugin> chosen,
    List<ReplacedPart> replaced,
    List<UsedPlugin> available,
    List<UsedPlugin> extensions,
    List<Library> libraries,
    Machine machine) {

  public static RunRecord of(
      Experiment experiment,
      PluginCatalog catalog,
      List<ReplacedPart> replaced,
      Instant started,
      Instant ended) {
    Map<String, Plugin<?>> chosen = new LinkedHashMap<>();
    experiment.data().ifPresent(data -> chosen.put("data", data));
    chosen.put("backend", experiment.backend());
    chosen.put("teacher", experiment.teacher());
    experiment.strategy().ifPresent(strategy -> chosen.put("strategy", strategy));
    replaced.forEach(part -> chosen.remove(part.key()));
    return new RunRecord(
        started.toString(),
        ended.toString(),
        experiment.seeds(),
        chosen.values().stream()
            .map(Plugin::entry)
            .map(entry -> UsedPlugin.of(entry, catalog))
            .toList(),
        replaced,
        catalog.entries().stream().map(entry -> UsedPlugin.of(entry, catalog)).toList(),
        catalog.extensions().stream().map(extension -> UsedPlugin.of(extension, catalog)).toList(),
        Library.loaded(),
        Machine.here());
  }

  /** For each plugin, by kind and name, what tells it from another version of it. */
  public static Map<String, String> versions(PluginCatalog catalog) {
    Map<String, String> versions = new LinkedHashMap<>();
    catalog.entries().stream()
        .map(entry -> UsedPlugin.of(entry, catalog))
        .forEach(
            plugin ->
                versions.put(
                    plugin.kind() + " '" + plugin.name() + "'",
                    plugin.version() + " " + plugin.jarSha256()));
    return versions;
  }

  /**
   * A part of the program that is not of the JDK, and its version where it has one: a named module,
   * or an element of the class path.
   */
  record Library(String name, String version) {

    static List<Library> loaded() {
      Stream<Library> modules =
          ModuleLayer.boot().configuration().modules().stream()
              .filter(module -> !module.reference().location().toString().contains("jrt:/"))
              .map(module -> module.reference().descriptor())
              .map(module -> new Library(module.name(), module.rawVersion().orElse("")));
      Stream<Library> classPath =
          Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
              .filter(element -> !element.isEmpty())
              .map(element -> new Library(Path.of(element).toFile().getName(), ""));
      return Stream.concat(modules, classPath).sorted(Comparator.comparing(Library::name)).toList();
    }
  }

  /** A plugin, and exactly which code it was. */
  record UsedPlugin(String kind, String name, String module, String version, String jarSha256) {

    static UsedPlugin of(PluginEntry entry, PluginCatalog catalog) {
      return of(entry.kind().displayName(), entry.name(), entry.origin(), catalog);
    }

    static UsedPlugin of(Extension extension, PluginCatalog catalog) {
      return of(Extension.KIND, extension.name(), extension.origin(), catalog);
    }

    private static UsedPlugin of(
        String kind, String name, PluginOrigin origin, PluginCatalog catalog) {
      return new UsedPlugin(
          kind,
          name,
          origin.module().orElse("class path"),
          origin.version().orElse(""),
          catalog.sha256(origin).orElse(""));
    }
  }

  /** Where the run was made. */
  record Machine(String os, String architecture, int processors, long heapBytes, String java) {

    static Machine here() {
      return new Machine(
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors(),
          Runtime.getRuntime().maxMemory(),
          System.getProperty("java.runtime.version"));
    }
  }
}
