package io.retort.app;

import io.retort.core.progress.Metrics;
import io.retort.runtime.report.text.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort evaluate}. */
@Command(
    name = "evaluate",
    description = "Measures the saved student of a run on the test samples.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path folder;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Metrics> metrics = parent.retort().evaluate(folder);
    metrics.forEach(
        (head, each) ->
            each.figures()
                .forEach(
                    (name, figure) ->
                        out.printf(
                            "%s %s: %s%n",
                            head,
                            name,
                            figure
                                .undefined()
                                .map(why -> "undefined, because " + why)
                                .orElseGet(() -> Figures.exact(figure.value())))));
    return ExitStatus.DONE;
  }
}
