package io.retort.runtime.configuration.report;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.PluginDescription;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginExamination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with a plugin, for its author before anyone else has it.
 *
 * @param name what qualifies the names of its providers
 * @param plugins the providers that can be loaded
 * @param extensions the Guice modules that can be loaded
 * @param findings all that is wrong, one sentence each
 */
public record PluginDoctor(
    String name, List<PluginEntry> plugins, List<Extension> extensions, List<String> findings) {

  public PluginDoctor {
    plugins = List.copyOf(plugins);
    extensions = List.copyOf(extensions);
    findings = List.copyOf(findings);
  }

  /**
   * Examines plugins.
   *
   * @param path a plugin's jar, the folder with its jars, or a plugin folder of several
   * @return what was found about each plugin
   * @throws RetortException if there is no such file or folder
   */
  public static List<PluginDoctor> examine(Path path) {
    if (!Files.exists(path)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, "There is no " + path + "; name a plugin's jar or folder");
    }
    return PluginExamination.of(path).stream().map(PluginDoctor::of).toList();
  }

  private static PluginDoctor of(PluginExamination examination) {
    List<String> findings = new ArrayList<>(examination.findings());
    for (PluginEntry entry : examination.entries()) {
      try {
        undocumented(
            entry, PluginDescription.of(entry, PluginCatalog.of(List.of())).keys(), "", findings);
        PluginDescription.unfitDefaults(entry)
            .forEach(unfit -> findings.add(entry + ": " + unfit + "; correct its @Default"));
      } catch (RetortException unbindable) {
        findings.add(unbindable.getMessage());
      }
    }
    return new PluginDoctor(
        examination.name(), examination.entries(), examination.extensions(), findings);
  }

  private static void undocumented(
      PluginEntry entry, List<PluginDescription.Key> keys, String above, List<String> findings) {
    for (PluginDescription.Key key : keys) {
      if (key.doc().isBlank()) {
        findings.add(
            entry + " does not say what its key '" + above + key.name() + "' means; add @Doc");
      }
      undocumented(entry, key.keys(), above + key.name() + ".", findings);
      key.variants()
          .values()
          .forEach(each -> undocumented(entry, each, above + key.name() + ".", findings));
    }
  }
}
