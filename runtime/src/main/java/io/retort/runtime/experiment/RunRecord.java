package io.retort.runtime.experiment;

import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import java.time.Instant;
import java.util.List;

/** What {@code run.json} says: with what and on what the run was made. */
record RunRecord(
    String started,
    String ended,
    List<Long> seeds,
    List<UsedPlugin> chosen,
    List<UsedPlugin> available,
    Machine machine) {

  static RunRecord of(
      Experiment experiment, PluginCatalog catalog, Instant started, Instant ended) {
    return new RunRecord(
        started.toString(),
        ended.toString(),
        experiment.seeds(),
        List.of(
                experiment.data(),
                experiment.backend(),
                experiment.teacher(),
                experiment.strategy())
            .stream()
            .map(Plugin::entry)
            .map(UsedPlugin::of)
            .toList(),
        catalog.entries().stream().map(UsedPlugin::of).toList(),
        Machine.here());
  }

  /** A plugin, and exactly which code it was. */
  record UsedPlugin(String kind, String name, String module, String version, String jarSha256) {

    static UsedPlugin of(PluginEntry entry) {
      return new UsedPlugin(
          entry.kind().displayName(),
          entry.name(),
          entry.origin().module().orElse("class path"),
          entry.origin().version().orElse(""),
          entry.origin().sha256().orElse(""));
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
