package io.retort.app;

import io.retort.runtime.experiment.Retort;
import io.retort.runtime.plugin.PluginSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that all commands have, and what follows from them. */
class GlobalOptions {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Look for plugins in this folder, instead of those of RETORT_PLUGINS and of the folder"
              + " plugins beside the program. May be repeated.")
  private List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--strict",
      scope = ScopeType.INHERIT,
      description = "Stop at once if any plugin cannot be loaded.")
  private boolean strict;

  /** Retort with the plugins that the command line asks for. */
  Retort retort() {
    return Retort.discover(search());
  }

  /** Where the command line looks for plugins. */
  PluginSearch search() {
    return new PluginSearch(
        plugins.isEmpty() ? PluginSearch.configured().folders() : plugins, strict);
  }

  boolean stacktrace() {
    return stacktrace;
  }
}
