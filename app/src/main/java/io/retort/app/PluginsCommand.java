package io.retort.app;

import io.retort.runtime.configuration.PluginDescription;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort plugins}. */
@Command(
    name = "plugins",
    description = "Lists and describes plugins.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with plugins");
  }

  @Command(
      name = "list",
      description = "Lists the plugins that were found, and those that could not be used.",
      mixinStandardHelpOptions = true)
  int list() {
    PrintWriter out = spec.commandLine().getOut();
    PluginCatalog catalog = Retort.discover().catalog();
    for (PluginEntry entry : catalog.entries()) {
      out.printf(
          "%-10s %-22s %-26s %s%n",
          entry.kind().displayName(),
          entry.name(),
          entry.origin().module().orElse("class path"),
          entry.unavailable().map(reason -> "unavailable: " + reason).orElse("available"));
    }
    catalog.problems().forEach(problem -> out.println("problem: " + problem));
    out.flush();
    return 0;
  }

  @Command(
      name = "describe",
      description = "Says what can be configured about a plugin.",
      mixinStandardHelpOptions = true)
  int describe(
      @Parameters(paramLabel = "KIND", description = "The kind, such as strategy.") String kind,
      @Parameters(paramLabel = "NAME", description = "The plugin's name.") String name) {
    PrintWriter out = spec.commandLine().getOut();
    PluginEntry entry = Retort.discover().catalog().get(PluginKind.parse(kind), name);
    PluginDescription description = PluginDescription.of(entry);
    out.println(entry.kind().displayName() + " " + entry.name() + ", from " + entry.origin());
    entry.unavailable().ifPresent(reason -> out.println("Unavailable here: " + reason));
    if (description.keys().isEmpty()) {
      out.println("It has no keys.");
    }
    print(out, description.keys(), "  ");
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, List<PluginDescription.Key> keys, String indent) {
    for (PluginDescription.Key key : keys) {
      out.println(indent + key.name() + ": " + key.type() + state(key));
      if (!key.doc().isEmpty()) {
        out.println(indent + "    " + key.doc());
      }
      print(out, key.keys(), indent + "    ");
    }
  }

  private static String state(PluginDescription.Key key) {
    if (key.required()) {
      return "; required";
    }
    return key.defaultText().map(text -> "; default " + text).orElse("; optional");
  }
}
