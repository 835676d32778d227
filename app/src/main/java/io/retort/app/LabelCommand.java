package io.retort.app;

import io.retort.runtime.experiment.labelling.LabellingResult;
import io.retort.runtime.experiment.labelling.LabellingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort label}. */
@Command(
    name = "label",
    description =
        "Lets a teacher label samples and writes them, with its outputs, to a file that is itself a"
            + " data set. An interrupted labelling goes on where it stopped.",
    mixinStandardHelpOptions = true)
final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private ProgressOptions options;

  @Parameters(paramLabel = "FILE", description = "The labelling file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the file, such as threshold=0.9. May be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    LabellingRun labelling = LabellingRun.read(parent.retort(), file, overrides);
    try (CommandProgress progress = options.begin(spec.commandLine())) {
      PrintWriter err = spec.commandLine().getErr();
      labelling.listen(progress);
      return Interruption.of(
          () -> label(labelling, progress),
          () -> {
            if (!labelling.stop()) {
              progress.say(err, "retort: The labelling was interrupted before it had begun");
              Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
            }
          },
          sentence -> progress.say(err, sentence));
    }
  }

  private int label(LabellingRun labelling, CommandProgress progress) {
    LabellingResult result = labelling.run();
    if (progress instanceof JsonProgress events) {
      events.event("result", fields(result));
      return ExitStatus.DONE;
    }
    // Below the display, which ends here.
    progress.close();
    PrintWriter out = spec.commandLine().getOut();
    if (result.resumed() > 0) {
      out.printf(
          Locale.ROOT,
          "Went on after the first %,d samples of an earlier run.%n",
          result.resumed());
    }
    out.printf(
        Locale.ROOT,
        "%,d of %,d samples are labelled in %s%s.%n",
        result.kept(),
        result.read(),
        result.file(),
        result.leftOut() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %,d were left out below the threshold", result.leftOut()));
    out.flush();
    return ExitStatus.DONE;
  }

  private static Map<String, Object> fields(LabellingResult result) {
    return JsonProgress.fields(
        "file", result.file().toString(),
        "read", result.read(),
        "labelled", result.kept(),
        "resumed", result.resumed());
  }
}
