package io.retort.app;

import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.report.Summary;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort compare}. */
@Command(
    name = "compare",
    description =
        "Compares the distilled students of several runs with those of the first, seed by seed and"
            + " test sample by test sample where they have these in common.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "The folders of at least two runs.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "Write the comparison as a page, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    List<ComparedHead> heads = Retort.compare(folders);
    PrintWriter printed = spec.commandLine().getOut();
    for (ComparedHead head : heads) {
      new ComparisonTable(head).lines(Summary.WIDTH).forEach(printed::println);
      printed.println();
    }
    out.ifPresent(
        file -> {
          AtomicFiles.write(file, Retort.page(heads).getBytes(StandardCharsets.UTF_8));
          printed.println("The page is " + file);
        });
    printed.flush();
    return ExitStatus.DONE;
  }
}
