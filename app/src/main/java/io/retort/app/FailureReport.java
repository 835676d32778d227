package io.retort.app;

import io.retort.core.MemoryShortage;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.text.Words;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints why a command failed: the message alone for a failure that the user can act on, more for
 * one that is a defect.
 */
final class FailureReport implements IExecutionExceptionHandler {
  private static final int LONGEST = 50_000;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return report(failure, line);
  }

  /** Prints a failure of any kind, and says how the process is to end. */
  int report(Throwable failure, CommandLine line) {
    boolean said = failure instanceof RetortException;
    Optional<String> memory = said ? Optional.empty() : MemoryShortage.in(failure);
    boolean expected = said || memory.isPresent();
    // Problems of a file start with its name, so that editors can jump to them.
    String prefix = failure instanceof ConfigurationException ? "" : "retort: ";
    line.getErr()
        .println(
            prefix
                + memory.orElseGet(
                    () ->
                        Words.shortened(
                            expected ? failure.getMessage() : failure.toString(), LONGEST)));
    RetortCommand root = root(line).getCommand();
    if (root.stacktrace()) {
      failure.printStackTrace(line.getErr());
    } else if (!expected) {
      line.getErr().println("This is a defect of Retort; --stacktrace shows where.");
    }
    line.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  private static CommandLine root(CommandLine line) {
    return line.getParent() == null ? line : root(line.getParent());
  }
}
