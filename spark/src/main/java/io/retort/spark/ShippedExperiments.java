package io.retort.spark;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.plugin.PluginCatalog;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Experiments on their way to executors.
 *
 * @param hash of all that they are made of
 * @param files their configurations, by what each is called, and files
 * @param plugins the versions of the driver's plugins
 */
record ShippedExperiments(String hash, ShippedFiles files, TreeMap<String, String> plugins)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Experiments.
   *
   * @param configurations by what each is called
   */
  static ShippedExperiments of(
      Map<String, Map<String, Object>> configurations, PluginCatalog catalog) {
    ShippedFiles files = ShippedFiles.read(configurations);
    return new ShippedExperiments(files.hash(), files, new TreeMap<>(RunRecord.versions(catalog)));
  }

  /**
   * What executors need of an experiment. They write no folder but for temporary files, and export
   * nothing.
   *
   * @param threads of a training, unless the experiment says it
   */
  static Map<String, Object> configuration(ExperimentRun run, int threads) {
    Map<String, Object> needed = run.resolved();
    needed.remove("exporters");
    if (needed.get("teacher-outputs") instanceof Map<?, ?> outputs) {
      Map<Object, Object> kept = new LinkedHashMap<>(outputs);
      kept.remove("folder");
      needed.put("teacher-outputs", kept);
    }
    Class<?> backend = run.experiment().backend().configuration().getClass();
    boolean counts =
        Stream.of(backend.getRecordComponents())
            .anyMatch(component -> component.getName().equals("threads"));
    if (counts && needed.get("backend") instanceof Map<?, ?> chosen) {
      Map<Object, Object> limited = new LinkedHashMap<>(chosen);
      limited.putIfAbsent("threads", threads);
      needed.put("backend", limited);
    }
    return needed;
  }
}
