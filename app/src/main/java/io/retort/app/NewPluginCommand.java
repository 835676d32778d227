package io.retort.app;

import io.retort.app.scaffold.NewFolder;
import io.retort.app.scaffold.PluginProject;
import io.retort.app.scaffold.ProjectTemplate;
import io.retort.app.scaffold.ProjectTemplates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort new-plugin}. */
@Command(
    name = "new-plugin",
    description =
        "Begins a plugin: writes a Maven project with a small plugin that works, its tests, an"
            + " experiment that uses it, and a README that says what to do next.",
    mixinStandardHelpOptions = true)
final class NewPluginCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description =
          "What it will be: dataset, augmentation, backend, teacher, strategy, loss, criterion,"
              + " optimizer, schedule, gradients, metric, tokenizer, importer or exporter. A"
              + " criterion is a loss that compares several outputs, has parameters that are"
              + " trained, or remembers.")
  private String kind;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "What experiments will call it, such as acme-annealed.")
  private String name;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      required = true,
      description = "Its Java package, module and Maven group, such as com.acme.")
  private String packageName;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The new folder; by default NAME in the working folder.")
  private Path output;

  @Override
  public Integer call() {
    PluginProject project =
        CommandArgument.of(
            spec, () -> new PluginProject(ProjectTemplate.parse(kind), name, packageName));
    Path folder = output == null ? Path.of(name) : output;
    Map<String, String> files = ProjectTemplates.fill(project);
    NewFolder.write(folder, files);
    PrintWriter out = spec.commandLine().getOut();
    out.println(folder + " is a Maven project of its own, with these files:");
    files.keySet().forEach(file -> out.println("  " + file));
    out.println("It works as it is. Its README.md says how to build, use and change it.");
    out.flush();
    return ExitStatus.DONE;
  }
}
