package io.retort.app;

import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.experiment.Retort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort report}. */
@Command(
    name = "report",
    description =
        "Makes the page about a run or a sweep again, and its summary, from the files of its"
            + " folder.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a run or a sweep.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write the page; by default report.html in the folder, and summary.txt beside"
              + " it.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    Path page;
    if (out.isPresent()) {
      page = out.get();
      AtomicFiles.write(page, Retort.reportOf(folder).getBytes(StandardCharsets.UTF_8));
    } else {
      page = Retort.report(folder);
    }
    spec.commandLine().getOut().println("The page is " + page);
    return ExitStatus.DONE;
  }
}
