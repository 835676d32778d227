package io.retort.app;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a command shows how it gets on: in a display on a terminal, otherwise in lines. */
final class ProgressOptions {
  @ArgGroup private Form form = new Form();

  /** At most one of these. */
  private static final class Form {
    @Option(names = "--quiet", description = "Print only the result, warnings and errors.")
    private boolean quiet;

    @Option(
        names = "--json",
        description = "Print what happens as JSON: one object a line for each event.")
    private boolean json;
  }

  /** Whether everything is printed as JSON, the result too. */
  boolean json() {
    return form.json;
  }

  boolean quiet() {
    return form.quiet;
  }

  /** Begins to show how a command gets on. */
  CommandProgress begin(CommandLine line) {
    if (form.json) {
      return new JsonProgress(line.getOut());
    } else if (form.quiet) {
      return new QuietProgress(line.getErr());
    }
    return Terminal.display(line)
        .orElseGet(() -> new ConsoleProgress(line.getOut(), line.getErr()));
  }
}
