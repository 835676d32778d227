package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.PluginDescription;
import io.retort.runtime.configuration.report.PluginDoctor;
import io.retort.runtime.configuration.report.PluginListing;
import io.retort.runtime.configuration.report.PluginManual;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.plugin.PluginLock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort plugins}. */
@Command(
    name = "plugins",
    description = "Lists, describes, examines and locks plugins.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Runnable {
  private static final int MOST_PROBLEMS = 100;

  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "list",
      description = "Lists the plugins that were found, and those that could not be used.",
      mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "Print JSON.") boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    PluginListing listing = PluginListing.of(parent.retort().catalog());
    if (json) {
      out.print(listing.toJson());
    } else {
      for (PluginListing.Line line : listing.plugins()) {
        out.printf(
            "%-10s %-22s %-16s %-26s %-40s %s%n",
            line.kind(),
            line.name(),
            dash(line.version()),
            line.module(),
            dash(fileName(line.jar())),
            line.state());
      }
      listing.problems().forEach(problem -> out.println("problem: " + problem));
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String fileName(String jar) {
    return jar.isEmpty() ? jar : String.valueOf(Path.of(jar).getFileName());
  }

  @Command(
      name = "describe",
      description = "Says what can be configured about a plugin.",
      mixinStandardHelpOptions = true)
  int describe(
      @Parameters(paramLabel = "KIND", description = "The kind, such as strategy.") String kind,
      @Parameters(paramLabel = "NAME", description = "The plugin's name.") String name,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    PluginKind wanted = CommandArgument.of(spec, () -> PluginKind.parse(kind));
    PluginManual manual = parent.retort().manual(wanted, name);
    if (json) {
      out.print(manual.toJson());
    } else {
      print(out, manual);
    }
    out.flush();
    return ExitStatus.DONE;
  }

  private static void print(PrintWriter out, PluginManual manual) {
    PluginDescription description = manual.description();
    PluginEntry entry = description.plugin();
    out.println(
        entry.kind().displayName() + " " + entry.qualifiedName() + ", from " + entry.origin());
    entry.unavailable().ifPresent(reason -> out.println("Unavailable here: " + reason));
    manual.targets().ifPresent(targets -> out.println("Targets: " + String.join(", ", targets)));
    if (description.keys().isEmpty()) {
      out.println("It has no keys.");
    }
    print(out, description.keys(), "  ");
  }

  private static void print(PrintWriter out, List<PluginDescription.Key> keys, String indent) {
    for (PluginDescription.Key key : keys) {
      out.println(indent + key.name() + ": " + key.type() + state(key));
      if (!key.doc().isEmpty()) {
        out.println(indent + "    " + key.doc());
      }
      print(out, key.keys(), indent + "    ");
      key.variants()
          .forEach(
              (kind, below) -> {
                out.println(indent + "    of the kind " + kind + ":");
                print(out, below, indent + "        ");
              });
    }
  }

  private static String state(PluginDescription.Key key) {
    if (key.required()) {
      return "; required";
    }
    return key.defaultText().map(text -> "; default " + text).orElse("; optional");
  }

  @Command(
      name = "reference",
      description = "Writes the keys of all plugins, and of the experiment file, as Markdown.",
      mixinStandardHelpOptions = true)
  int reference(@Mixin OutputOption output) {
    output.write(parent.retort().reference(), spec.commandLine().getOut());
    return ExitStatus.DONE;
  }

  @Command(
      name = "doctor",
      description =
          "Says everything that is wrong with a plugin, for its author: 0 is the exit code if"
              + " nothing is.",
      mixinStandardHelpOptions = true)
  int doctor(
      @Parameters(
              paramLabel = "DIR|JAR",
              description = "The plugin's jar, the folder with its jars, or a plugin folder.")
          Path path) {
    PrintWriter out = spec.commandLine().getOut();
    boolean healthy = true;
    long told = 0;
    long untold = 0;
    for (PluginDoctor each : PluginDoctor.examine(path)) {
      for (PluginEntry entry : each.plugins()) {
        out.println(each.name() + ": " + entry.kind().displayName() + " " + entry.qualifiedName());
      }
      for (Extension extension : each.extensions()) {
        out.println(
            each.name()
                + ": "
                + Extension.KIND
                + " "
                + extension.name()
                + ", which binds "
                + String.join(", ", extension.binds()));
      }
      // Of a folder that is not a plugin folder, hundreds.
      long rest = Math.max(0, MOST_PROBLEMS - told);
      each.findings().stream()
          .limit(rest)
          .forEach(finding -> out.println(each.name() + ": problem: " + finding));
      told += Math.min(rest, each.findings().size());
      untold += Math.max(0, each.findings().size() - rest);
      if (each.findings().isEmpty()) {
        out.println(each.name() + ": nothing is wrong");
      }
      healthy &= each.findings().isEmpty();
    }
    if (untold > 0) {
      out.println("and " + untold + " more problems");
    }
    out.flush();
    return healthy ? ExitStatus.DONE : ExitStatus.of(ErrorKind.PLUGIN);
  }

  @Command(
      name = "lock",
      description =
          "Writes the SHA-256 of every jar of the plugin folders to their plugins.lock; from then"
              + " on other jars are refused.",
      mixinStandardHelpOptions = true)
  int lock() {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> folders = parent.search().folders();
    if (folders.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no plugin folder to lock; make the folder plugins beside the program, or name"
              + " one with --plugins");
    }
    for (Path folder : folders) {
      List<String> jars = PluginLock.write(folder);
      out.println(folder.resolve(PluginLock.FILE) + " names these jars:");
      jars.forEach(jar -> out.println("  " + jar));
    }
    out.flush();
    return ExitStatus.DONE;
  }
}
